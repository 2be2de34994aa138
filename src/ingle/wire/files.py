"""Files on the wire.

An entry is named by a path (`/ann/Documents/a.txt`, `~/a.txt`: one's own), by its id (`ent_…`), or downwards from an id (`ent_…/a.txt`).
"""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

EntryKind = Literal["file", "directory", "shortcut"]


class FileEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One name in a person's tree. GET /api/v1/files/stat."""

    id: str
    path: str
    name: str
    kind: EntryKind
    size: int  # bytes; 0 but for files
    parent_id: str  # "" for the root of a tree
    owner: str  # the user's id
    created_at: datetime
    modified_at: datetime
    media_type: str = ""  # of files
    etag: str = ""  # of files: another one whenever the content is another; for If-Match
    mode: str = ""  # what you may do: see, list, read, write or manage; told by stat only
    immutable: bool = False  # a directory that belongs to every tree
    metadata: Any = None
    target_id: str = ""  # of shortcuts
    trashed_at: datetime | None = None
    trashed_from: str = ""  # the id of the directory that it was in
    trashed_name: str = ""


class FileReferences(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/stat: look at many at once."""

    paths: list[str]


class FilesFound(msgspec.Struct, frozen=True, kw_only=True):
    """In the order of the question; null: there is none."""

    items: list[FileEntry | None]


class FileEntries(msgspec.Struct, frozen=True, kw_only=True):
    """Part of a directory, or of what was found in it. `cursor` asks for the next part."""

    items: list[FileEntry]
    cursor: str | None = None
    total: int | None = None  # of the whole directory, where it was asked for


class TextMark(msgspec.Struct, frozen=True, kw_only=True):
    """Characters of an excerpt, from `start` to before `end`."""

    start: int
    end: int


class TextFound(msgspec.Struct, frozen=True, kw_only=True):
    """A file that says what was searched for. `marks`: where in the excerpt."""

    entry: FileEntry
    excerpt: str
    marks: list[TextMark]


class TextsFound(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/files/search/contents. Files can be found some seconds after they were written."""

    items: list[TextFound]


class FileTree(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/files/walk. Not complete: there is more than was asked for."""

    items: list[FileEntry]
    complete: bool


class DirectoryMake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/mkdir."""

    path: str
    parents: bool = False  # make missing directories above it
    exist_ok: bool = False  # a directory that is there already is the answer
    dedupe: bool = False  # take `name (1)` when the name is taken


class EntryMove(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/move and /copy."""

    source: str
    into: str  # the directory that it is to lie in
    name: str = ""  # "": as it is called
    overwrite: bool = False  # a file of that name, or an empty directory, gives way
    dedupe: bool = False
    parents: bool = False


class EntryRename(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/rename."""

    path: str
    name: str


class EntryRemove(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/remove: for ever, without the trash."""

    path: str
    recursive: bool = False  # also a directory that holds something


class EntryTouch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/touch: makes an empty file where there is none."""

    path: str
    modified_at: datetime | None = None  # null: now
    parents: bool = False


class EntryMetadata(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PUT /api/v1/files/metadata: replaces what programs keep with an entry; at most 16 KiB of JSON."""

    path: str
    metadata: Any = None


class ShortcutMake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/shortcut."""

    path: str
    target: str
    dedupe: bool = False


class EntryNamed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/trash, /restore."""

    path: str


class TrashEmptied(msgspec.Struct, frozen=True, kw_only=True):
    """POST /api/v1/files/trash/empty."""

    removed: int  # entries, with all that was in directories


class FileVersion(msgspec.Struct, frozen=True, kw_only=True):
    """What a file held before."""

    id: str
    entry_id: str
    size: int
    modified_at: datetime  # when that had been written
    replaced_at: datetime


class FileVersions(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/files/versions: the newest first."""

    items: list[FileVersion]
    cursor: str | None = None


class StorageUsed(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/files/usage: of your own tree."""

    used_bytes: int  # of all files and versions
    limit_bytes: int  # 0: no limit
    entries: int


class FileChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened to an entry. Also the data of the events file.added, .updated, .moved and .removed."""

    number: int  # grows by one with each change of the tree
    happened: Literal["added", "updated", "moved", "removed"]
    entry: FileEntry  # as it then was; an added or removed directory stands for all that is in it
    at: datetime
    old_path: str = ""  # of a move


class FileChanges(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/files/changes: of your own tree, after a number; ask again with `number` while `more`."""

    items: list[FileChange]
    number: int  # to go on from
    more: bool = False


class UploadStart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/uploads: a file that will come in parts."""

    path: str
    size: Annotated[int, msgspec.Meta(ge=0, le=1 << 60)] | None = (
        None  # bytes, kept free for it; null: not known
    )
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")] | None = None  # of all of it
    media_type: Annotated[str, msgspec.Meta(max_length=255)] = ""  # "": as the name says
    etag: str | None = None  # the file must be this one when it is replaced
    new: bool = False  # there must be none
    parents: bool = False  # make missing directories
    dedupe: bool = False  # where the name is taken, take another
    modified_at: datetime | None = None  # null: when it is complete


class UploadPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part that has come and is durable. PUT /api/v1/files/uploads/{upload}/parts/{number}."""

    number: int  # from 1 to 10,000; the file is its parts in this order
    size: int
    sha256: str


class Upload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that comes in parts. GET /api/v1/files/uploads/{upload}; also the data of the event file.upload."""

    id: str
    path: str  # as it was asked for
    state: Literal["open", "complete", "aborted"]
    received_bytes: int
    part_bytes: int  # how large parts had best be; any size up to 1 GiB will do
    created_at: datetime
    expires_at: datetime  # moves on with each part
    size: int | None = None
    entry_id: str = ""  # what it has become
    parts: list[UploadPart] = []  # by their numbers; not in lists and events


class Uploads(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/files/uploads: yours that are under way, the newest first."""

    items: list[Upload]
    cursor: str | None = None


class FileSign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/sign: a URL by which anybody reads, or also writes, this entry as you may."""

    path: str
    act: Literal["read", "write"] = "read"  # of a directory, `write`: also what is put into it
    seconds: Annotated[int, msgspec.Meta(ge=1, le=315_360_000)] = 3600


class SignedUrl(msgspec.Struct, frozen=True, kw_only=True):
    url: str  # from the daemon's address on: `/api/v1/files/signed?signature=…`
    entry_id: str
    act: Literal["read", "write"]
    expires_at: datetime


class SignaturesRevoke(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/sign/revoke: signed URLs that were made until now are void."""

    path: str | None = None  # those for this entry, whoever made them; null: all of yours


class ArchivePack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/pack: files, and directories with all that is in them, become one archive beside what has its name."""

    paths: Annotated[list[str], msgspec.Meta(min_length=1, max_length=1000)]
    into: str  # the directory that it is to lie in
    format: Literal["zip", "tar", "tar.gz"] = "zip"


class ArchiveUnpack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/files/unpack: a zip, or a tar (also gzip, bzip2, xz), becomes a new directory."""

    path: str
    into: str | None = None  # the directory that the new one is to lie in; null: where the archive is


class MemberSkipped(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    kind: str  # `link` or `device`


class ArchiveUnpacked(msgspec.Struct, frozen=True, kw_only=True):
    """All that the archive held, but for what no tree can hold."""

    entry: FileEntry  # the new directory
    files: int
    directories: int  # in it
    bytes: int
    skipped: int
    first_skipped: list[MemberSkipped]  # at most 100
