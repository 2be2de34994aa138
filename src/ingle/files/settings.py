"""What can be set about files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from pydantic import SecretStr

_NO_KEY = SecretStr("")


@dataclass(frozen=True)
class S3Settings:
    """A byte store on a bucket. Its keys come from the configuration file or the environment, never from a flag, which everybody on the host sees."""

    bucket: str
    endpoint: str = ""  # `https://s3.example.org`; empty: Amazon's own
    region: str = "us-east-1"
    prefix: str = ""  # what all its objects' names begin with
    access_key: SecretStr = _NO_KEY  # empty: keys are found as Amazon's own tools find them
    secret_key: SecretStr = _NO_KEY
    virtual_hosts: bool = False  # the bucket is part of the host's name, not of the path
    from_bytes: int = 0  # contents of this size and larger are kept there
    part_mib: int = 16  # of large contents; 10,000 parts are the most

    def __post_init__(self) -> None:
        """Raises ValueError, which settings tell."""
        if not self.bucket:
            raise ValueError("a store has a bucket")
        if self.endpoint and ("@" in self.endpoint or not self.endpoint.startswith(("http://", "https://"))):
            raise ValueError(
                "an endpoint begins with http:// or https://, and has no name and password in it"
            )
        if not 5 <= self.part_mib <= 1024:
            raise ValueError("parts have 5 to 1024 MiB")  # 5: the least that services take
        if self.from_bytes < 0:
            raise ValueError("from_bytes is a number of bytes")


@dataclass(frozen=True)
class FileSettings:
    small_bytes: int = 16384  # contents up to this size are kept in the database, larger ones elsewhere
    stores: Mapping[str, S3Settings] = field(default_factory=dict)  # S3: docs/how-to/storage.md
    versions: int = 20  # the most that are kept of one file; 0: none
    version_life: timedelta = timedelta(days=30)  # how long a version is kept
    version_gap: timedelta = timedelta(minutes=1)  # a content that stood for less is not kept as a version
    upload_life: timedelta = timedelta(days=7)  # how long an upload waits for its next part
    uploads: int = 1000  # the most that one may have under way
    thumbnail_life: timedelta = timedelta(days=30)  # how long a thumbnail is kept before it is made anew
    search_kib: int = (
        256  # of each file's text that searches look in; 0: none, files are found by their names only
    )
    change_life: timedelta = timedelta(days=7)  # how long clients can resume from a change

    def __post_init__(self) -> None:
        """Raises ValueError, which settings tell."""
        for name in self.stores:
            if name in {"rows", "disk"} or not name.isidentifier() or not name.islower():
                raise ValueError(
                    f"{name!r} cannot be a store's name: small letters, digits and _, and neither rows nor disk"
                )
