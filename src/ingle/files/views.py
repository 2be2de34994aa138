"""Entries, versions and changes as the wire shows them."""

import mimetypes
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from ingle.accounts import Mode
from ingle.files.model import Change, Entry, Happening, Kind, Part, Place, Upload, Version
from ingle.files.policy import part_bytes, split_extension
from ingle.wire import files as wire

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNKNOWN = "application/octet-stream"
_read_properties = msgspec.json.Decoder(dict[str, str | None]).decode


def moment(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def microseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def media_type(one: Entry) -> str:
    """What the writer said, else what the name says."""
    return one.media_type or _of_extension(split_extension(one.name)[1].lower())


@lru_cache(maxsize=4096)
def _of_extension(extension: str) -> str:
    return mimetypes.guess_type("x" + extension)[0] or _UNKNOWN


def etag(one: Entry) -> str:
    """As HTTP writes it. Contents never change, so their id is a strong validator."""
    return f'"{one.content}"' if one.content else ""


def entry(one: Entry, path: str, mode: Mode | None = None) -> wire.FileEntry:
    is_file = one.kind == Kind.FILE
    return wire.FileEntry(
        id=one.id,
        path=path,
        name=one.name,
        kind=one.kind,  # type: ignore[arg-type] # one of the literals
        size=one.size,
        parent_id=one.parent,
        owner=one.tree,
        created_at=moment(one.created_us),
        modified_at=moment(one.modified_us),
        media_type=media_type(one) if is_file else "",
        etag=etag(one),
        mode="" if mode is None else mode.name.lower(),
        immutable=bool(one.immutable),
        metadata=None if one.metadata is None else msgspec.Raw(one.metadata.encode()),
        target_id=one.target or "",
        trashed_at=None if one.trashed_us is None else moment(one.trashed_us),
        trashed_from=one.home or "",
        trashed_name=one.home_name or "",
    )


def place(found: Place) -> wire.FileEntry:
    return entry(found.entry, found.path, found.mode)


def children(directory: str, several: Sequence[Entry]) -> list[wire.FileEntry]:
    """Of what lies in the directory with this path."""
    return [entry(one, f"{directory}/{one.name}") for one in several]


def version(one: Version) -> wire.FileVersion:
    return wire.FileVersion(
        id=one.id,
        entry_id=one.entry,
        size=one.size,
        modified_at=moment(one.modified_us),
        replaced_at=moment(one.replaced_us),
    )


def change(one: Change) -> wire.FileChange:
    return wire.FileChange(
        number=one.number,
        happened=Happening(one.happened).value,
        entry=entry(one.entry, one.path),
        at=moment(one.at_us),
        old_path=one.old_path,
    )


def upload(one: Upload, parts: Sequence[Part] = (), *, aborted: bool = False) -> wire.Upload:
    return wire.Upload(
        id=one.id,
        path=one.path,
        state="aborted" if aborted else "open" if one.entry is None else "complete",
        size=one.size,
        received_bytes=one.received,
        part_bytes=part_bytes(one.size),
        created_at=moment(one.created_us),
        expires_at=moment(one.expires_us),
        entry_id=one.entry or "",
        parts=[part(each) for each in parts],
    )


def part(one: Part) -> wire.UploadPart:
    return wire.UploadPart(number=one.number, size=one.size, sha256=one.sha256.hex())


def metadata_text(value: Any) -> str | None:
    """How metadata is kept."""
    return None if value is None else msgspec.json.encode(value).decode()


def properties(one: Entry) -> dict[str, str | None]:
    """What WebDAV clients keep with an entry, by name."""
    return _read_properties(one.properties) if one.properties else {}


def properties_text(kept: Mapping[str, str | None]) -> str | None:
    """How they are kept; those that are None are not."""
    left = {name: value for name, value in kept.items() if value is not None}
    return msgspec.json.encode(left).decode() if left else None
