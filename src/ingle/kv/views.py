"""Entries as the wire shows them. Values are JSON already and go out as they are."""

from datetime import UTC, datetime

import msgspec

from ingle.kv.model import Entry, Fill
from ingle.kv.service import Part, Shape
from ingle.wire import kv as wire


def entry(value: Entry) -> wire.KvEntry:
    expires = value.expires_at_ms
    return wire.KvEntry(
        key=value.key,
        value=msgspec.Raw(value.value),
        expires_at=None if expires is None else datetime.fromtimestamp(expires / 1000, UTC),
        private=value.private,
    )


def listed(part: Part, shape: Shape) -> wire.KvPart:
    return wire.KvPart(
        items=[_shaped(one, shape) for one in part.entries], cursor=part.cursor, total=part.total
    )


def fill(has: Fill, most: Fill) -> wire.KvUsage:
    return wire.KvUsage(keys=has.keys, bytes=has.size, max_keys=most.keys, max_bytes=most.size)


def _shaped(one: Entry, shape: Shape) -> object:
    if shape == "keys":
        return one.key
    return msgspec.Raw(one.value) if shape == "values" else entry(one)
