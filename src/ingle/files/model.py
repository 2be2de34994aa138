"""Entries, contents, versions and changes as values."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from ingle.accounts import Mode


class Kind(StrEnum):
    FILE = "file"
    DIRECTORY = "directory"
    SHORTCUT = "shortcut"


class Happening(StrEnum):
    """What a change was."""

    ADDED = "added"
    UPDATED = "updated"
    MOVED = "moved"
    REMOVED = "removed"


class Entry(NamedTuple):
    """One name in a tree. A tuple, because lists of them are long and made for each request. Times are microseconds since the epoch."""

    id: str
    tree: str  # whose: the owner's user id
    parent: str  # "" for the root
    name: str
    kind: str  # a Kind
    size: int  # bytes; 0 but for files
    content: str | None  # of files, and of nothing else
    target: str | None  # of shortcuts: the entry that is meant
    media_type: str  # as the writer said; "": as the name says
    created_us: int
    modified_us: int
    immutable: bool
    metadata: str | None  # JSON
    trashed_us: int | None
    home: str | None  # of what is in the trash: the directory it was in, and its name there
    home_name: str | None
    properties: str | None = None  # JSON: what WebDAV clients keep with it, by name


class Step(NamedTuple):
    """A directory, or the thing itself, on the way from the root."""

    id: str
    name: str


Lineage = tuple[Step, ...]
"""From the root (whose name is empty) to the thing."""


class Owner(NamedTuple):
    id: str
    name: str


class Place(NamedTuple):
    """An entry as a caller has found it."""

    owner: Owner
    entry: Entry
    lineage: Lineage
    mode: Mode  # what the caller may do with it

    @property
    def path(self) -> str:
        return path_of(self.owner, self.lineage)


def path_of(owner: Owner, lineage: Lineage) -> str:
    """`/ann/Documents/a.txt`."""
    return "/" + "/".join([owner.name, *(step.name for step in lineage[1:])])


class Content(NamedTuple):
    """What a file holds. Never changed; shared by the entries and versions that have it."""

    id: str
    size: int
    sha256: bytes
    store: str  # the name of the byte store
    created_us: int


class Version(NamedTuple):
    """A content that an entry had before."""

    id: str
    entry: str
    content: str
    size: int
    modified_us: int  # when it had been written
    replaced_us: int


class Change(NamedTuple):
    number: int  # grows by one with each change of the tree
    happened: str  # a Happening
    entry: Entry  # as it was then; of a removed directory this stands for all that was in it
    path: str
    old_path: str  # of a move; else ""
    at_us: int


class Excerpt(NamedTuple):
    """Some of a text. `marks`: where in it the words that were asked for stand, from and to."""

    text: str
    marks: Sequence[tuple[int, int]]


class FoundText(NamedTuple):
    """A file that says what was searched for."""

    path: str
    entry: Entry
    excerpt: Excerpt


class Upload(NamedTuple):
    """A file that comes in parts."""

    id: str
    uploader: str  # who may go on with it
    tree: str  # where the file is to lie: whose storage it takes
    path: str  # as the uploader said
    size: int | None  # bytes, where they are known before
    sha256: bytes | None
    terms: str  # under which the file is made, as JSON
    received: int  # bytes
    created_us: int
    expires_us: int  # moves on with each part
    entry: str | None  # what it has become


class Part(NamedTuple):
    """Bytes of an upload: a content that no entry has yet."""

    number: int
    size: int
    sha256: bytes
    content: str
    store: str


class Tree(NamedTuple):
    id: str  # the owner's user id
    root: str
    number: int  # of the newest change
    shape: int  # moves on when a directory is moved, renamed or removed: what is remembered of paths is wrong then
    used_bytes: int  # of all files and versions
    entries: int  # but for the root


class Listed(NamedTuple):
    """Part of a directory. `cursor` asks for the next part; `total` is None unless asked for."""

    place: Place
    items: Sequence[Entry]
    cursor: str | None
    total: int | None
