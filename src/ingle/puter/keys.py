"""Keys and values of the contract: what is asked, as questions to the key-value store, and its answers in the contract's shapes. Pure."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ingle.kv import Entry, Item, Part, Question, Shape, encode
from ingle.puter.errors import BadRequestError
from ingle.puter.listing import page

Key = str | int | float
MOST = 1000  # keys of one part
_BACKWARDS = "!"  # before a cursor that goes on downwards: no character of a cursor

_SHAPES: Mapping[str, Shape] = {"entries": "entries", "keys": "keys", "values": "values"}


class Config(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    app_uuid: str | None = None  # whose keys; not the caller's own
    disable_sharing: bool | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What every method takes."""

    opt_config: Config | None = None

    @property
    def app(self) -> str | None:
        """As the key-value store names it."""
        return (self.opt_config.app_uuid if self.opt_config else None) or None

    @property
    def private(self) -> bool:
        return bool(self.opt_config and self.opt_config.disable_sharing)


class Pair(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    key: Key
    value: Any = None
    expire_at: float | None = None  # seconds since the epoch


class Lister(Asked, frozen=True, kw_only=True, rename="camel"):
    """`limit`, `cursor`, `offset`, `includeTotal`, `fetchUntilFull`: with one of them the answer is a part, without them all there is."""

    shape: str | None = msgspec.field(default=None, name="as")
    pattern: str | None = None
    limit: int | UnsetType | None = UNSET
    cursor: str | UnsetType | None = UNSET
    offset: int | UnsetType | None = UNSET
    include_total: bool | UnsetType | None = UNSET
    fetch_until_full: bool | UnsetType | None = UNSET
    reverse: bool | None = None

    @property
    def paged(self) -> bool:
        told = (self.limit, self.cursor, self.offset, self.include_total, self.fetch_until_full)
        return any(one is not UNSET for one in told)


def key_of(key: Key) -> str:
    """Numbers are keys as JavaScript writes them: `5.0` is `5`."""
    if isinstance(key, float) and key.is_integer():
        return str(int(key))
    return str(key)


def milliseconds(seconds: float | None) -> int | None:
    """Raises BadRequestError."""
    if seconds is None:
        return None
    if not 0 <= seconds < 1 << 38:
        raise BadRequestError("that is no time in seconds since 1970", key="expireAt")
    return int(seconds * 1000)


def item_of(pair: Pair, *, private: bool) -> Item:
    """Raises BadRequestError, KvInvalidError, KvTooLargeError."""
    return Item(key_of(pair.key), encode(pair.value), milliseconds(pair.expire_at), private)


def question_of(asked: Lister) -> Question:
    """Raises BadRequestError."""
    shape = _SHAPES.get(asked.shape or "entries")
    if shape is None:
        raise BadRequestError("as is one of entries, keys, values", key="as")
    limit = MOST if asked.limit in (UNSET, None) else asked.limit
    if limit < 1:
        raise BadRequestError("limit is at least 1", key="limit")
    skip = asked.offset or 0
    if skip < 0:
        raise BadRequestError("offset is not below 0", key="offset")
    cursor, descending = read_cursor(asked.cursor or "", asked.reverse)
    if cursor and skip:
        raise BadRequestError("say cursor or offset, not both", key="offset")
    return Question(
        pattern=(asked.pattern or "").strip(),
        shape=shape,
        cursor=cursor,
        skip=skip,
        limit=min(limit, MOST),
        total=bool(asked.include_total or False),
        descending=descending,
    )


def read_cursor(cursor: str, reverse: bool | None) -> tuple[str | None, bool]:
    """The store's cursor, and whether the list goes on downwards: a cursor keeps its direction. Raises BadRequestError."""
    if not cursor:
        return None, bool(reverse)
    backwards = cursor.startswith(_BACKWARDS)
    if reverse is not None and reverse != backwards:
        raise BadRequestError("this cursor goes on in the other direction", key="reverse")
    return cursor.removeprefix(_BACKWARDS), backwards


def write_cursor(cursor: str | None, *, descending: bool) -> str | None:
    return _BACKWARDS + cursor if cursor is not None and descending else cursor


def shaped(entry: Entry, shape: Shape) -> Any:
    if shape == "keys":
        return entry.key
    value = msgspec.Raw(entry.value)
    return value if shape == "values" else {"key": entry.key, "value": value}


def part_of(part: Part, question: Question) -> dict[str, Any]:
    items = [shaped(entry, question.shape) for entry in part.entries]
    return page(items, write_cursor(part.cursor, descending=question.descending), part.total)
