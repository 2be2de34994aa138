"""Entries, versions and changes as the wire shows them."""

import mimetypes
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from ingle.accounts import Mode
from ingle.files.model import Change, Entry, FoundText, Happening, Kind, Part, Place, Upload, Version
from ingle.files.policy import part_bytes, split_extension
from ingle.wire import files as wire

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FILE = Kind.FILE.value
_MODES: Mapping[Mode | None, str] = {None: "", **{mode: mode.name.lower() for mode in Mode}}
_UNKNOWN = "application/octet-stream"
_read_properties = msgspec.json.Decoder(dict[str, str | None]).decode


def moment(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def microseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def media_type(one: Entry) -> str:
    """What the writer said, else what the name says."""
    return one.media_type or _of_name(one.name)


def _of_name(name: str) -> str:
    return _of_extension(split_extension(name)[1])


@lru_cache(maxsize=4096)
def _of_extension(extension: str) -> str:
    return mimetypes.guess_type("x" + extension.lower())[0] or _UNKNOWN


def etag(one: Entry) -> str:
    """As HTTP writes it. Contents never change, so their id is a strong validator."""
    return f'"{one.content}"' if one.content else ""


def entry(one: Entry, path: str, mode: Mode | None = None) -> wire.FileEntry:
    """Lists of these are long, so what most entries do not have is left at its default."""
    id_, tree, parent, name, kind, size, content, target, said, created_us, modified_us, *rest = one
    immutable, metadata, trashed_us = rest[:3]
    usual = target is None and not immutable and metadata is None and trashed_us is None
    created = _EPOCH + timedelta(0, 0, created_us)
    return wire.FileEntry(
        id=id_,
        path=path,
        name=name,
        kind=kind,  # type: ignore[arg-type] # one of the literals
        size=size,
        parent_id=parent,
        owner=tree,
        created_at=created,
        modified_at=created if modified_us == created_us else _EPOCH + timedelta(0, 0, modified_us),
        media_type="" if kind != _FILE else said or _of_name(name),
        etag=f'"{content}"' if content else "",
        mode=_MODES[mode],
        **({} if usual else _uncommon(one)),
    )


def _uncommon(one: Entry) -> dict[str, Any]:
    return {
        "immutable": bool(one.immutable),
        "metadata": None if one.metadata is None else msgspec.Raw(one.metadata.encode()),
        "target_id": one.target or "",
        "trashed_at": None if one.trashed_us is None else moment(one.trashed_us),
        "trashed_from": one.home or "",
        "trashed_name": one.home_name or "",
    }


def place(found: Place) -> wire.FileEntry:
    return entry(found.entry, found.path, found.mode)


def children(directory: str, several: Sequence[Entry]) -> list[wire.FileEntry]:
    """Of what lies in the directory with this path."""
    above = directory + "/"
    return [entry(one, above + one.name) for one in several]


def text_found(one: FoundText) -> wire.TextFound:
    marks = [wire.TextMark(start=start, end=end) for start, end in one.excerpt.marks]
    return wire.TextFound(entry=entry(one.entry, one.path), excerpt=one.excerpt.text, marks=marks)


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
