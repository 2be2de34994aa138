"""What can be set about files."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class FileSettings:
    small_bytes: int = 16384  # contents up to this size are kept in the database, larger ones as files
    versions: int = 20  # the most that are kept of one file; 0: none
    version_life: timedelta = timedelta(days=30)  # how long a version is kept
    version_gap: timedelta = timedelta(minutes=1)  # a content that stood for less is not kept as a version
    upload_life: timedelta = timedelta(days=7)  # how long an upload waits for its next part
    uploads: int = 1000  # the most that one may have under way
    thumbnail_life: timedelta = timedelta(days=30)  # how long a thumbnail is kept before it is made anew
    change_life: timedelta = timedelta(days=7)  # how long clients can resume from a change
