"""The key-value store on the wire. A key is any text of at most 1024 bytes, a value any JSON of at most 399 KiB, nested at most 64 deep."""

from datetime import datetime
from typing import Any, Literal

import msgspec

KvShape = Literal["entries", "keys", "values"]


class KvEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    key: str
    value: Any
    expires_at: datetime | None = None  # null: never
    private: bool = False  # other apps do not see it, whatever they are granted


class KvItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be stored; it replaces what was there, and when that was to end."""

    key: str
    value: Any
    ttl: float | None = None  # seconds from now; or
    expires_at: datetime | None = None
    private: bool = False
    told: bool = False  # of a person's own: whoever listens to their events hears that it changed


class KvBatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All or none; at most 1000."""

    entries: list[KvItem]


class KvKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At most 1000."""

    keys: list[str]


class KvFound(msgspec.Struct, frozen=True):
    """In the order that was asked for; null for what is not there."""

    entries: list[KvEntry | None]


class KvPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a list, in the order of the keys; `cursor` asks for the next, and is null at the end."""

    items: list[Any]  # entries, keys or values, as was asked
    cursor: str | None = None
    total: int | None = None  # of all that match, when asked


class KvIncrement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Paths are like `user.scores[0]`; "" is the value itself. What is not there begins at 0; a negative amount counts down."""

    key: str
    amounts: dict[str, int | float]
    ttl: float | None = None
    expires_at: datetime | None = None


class KvAppend(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Add to the lists at these paths; of a list, each item."""

    key: str
    values: dict[str, Any]


class KvAssign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Put values at these paths; objects on the way are made."""

    key: str
    values: dict[str, Any]
    ttl: float | None = None
    expires_at: datetime | None = None


class KvDiscard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    paths: list[str]


class KvExpire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Neither: it never ends."""

    key: str
    ttl: float | None = None
    expires_at: datetime | None = None


class KvValue(msgspec.Struct, frozen=True):
    """What a change has made."""

    value: Any


class KvUsage(msgspec.Struct, frozen=True):
    """Over all apps; a maximum of 0 is none."""

    keys: int
    bytes: int
    max_keys: int
    max_bytes: int
