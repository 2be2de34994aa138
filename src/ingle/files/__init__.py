"""Files: a tree for each person in the database, and their bytes behind a port.

The front door. Who stores bytes or decides about access satisfies `files.ports`.
"""

from ingle.files.errors import (
    AccessDeniedError,
    ContentChangedError,
    EntryExistsError,
    EntryImmutableError,
    EntryNotFoundError,
    FileNameInvalidError,
    IntoItselfError,
    NotFileError,
    PathInvalidError,
)
from ingle.files.estate import FileEstate
from ingle.files.http.answers import answer, headers_of
from ingle.files.indexer import Indexer
from ingle.files.keeper import FileKeeper
from ingle.files.model import Entry, Owner, Place
from ingle.files.model import Kind as EntryKind
from ingle.files.names import APP_DATA, DIRECTORIES, ENTRY_KIND, READ, TRASH, WRITE
from ingle.files.policy import name_key, part_bytes
from ingle.files.service import FileService, Reading, Terms
from ingle.files.settings import FileSettings
from ingle.files.views import etag, media_type, microseconds, moment, properties

__all__ = [
    "APP_DATA",
    "DIRECTORIES",
    "ENTRY_KIND",
    "READ",
    "TRASH",
    "WRITE",
    "AccessDeniedError",
    "ContentChangedError",
    "Entry",
    "EntryExistsError",
    "EntryImmutableError",
    "EntryKind",
    "EntryNotFoundError",
    "FileEstate",
    "FileKeeper",
    "FileNameInvalidError",
    "FileService",
    "FileSettings",
    "Indexer",
    "IntoItselfError",
    "NotFileError",
    "Owner",
    "PathInvalidError",
    "Place",
    "Reading",
    "Terms",
    "answer",
    "etag",
    "headers_of",
    "media_type",
    "microseconds",
    "moment",
    "name_key",
    "part_bytes",
    "properties",
]
