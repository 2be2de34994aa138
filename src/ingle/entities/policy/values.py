"""What a field can be. A value is brought into the one form in which it is kept, so that equal values are equal text in every database."""

import hashlib
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from ingle.entities.errors import EntityInvalidError, EntityTooLargeError
from ingle.entities.model import Collection, Field, FieldType

LARGEST_INTEGER = 2**53 - 1
MAX_DEPTH = 64  # of lists and objects in one another; readers in other languages give up earlier than ours


def whole(
    collection: Collection, said: Mapping[str, Any], before: Mapping[str, Any] | None = None, *, trusted: bool
) -> dict[str, Any]:
    """Every field of an entity that is made, or changed from what it was `before`. `trusted`: the extension itself says it.

    Raises EntityInvalidError, EntityTooLargeError, and what the collection's own check raises.
    """
    for name in said:
        field = collection.by_name.get(name)
        if field is None:
            raise EntityInvalidError(f"{collection.name} has no field {name[:100]!r}", field=name[:100])
        if field.read_only and not trusted:
            raise EntityInvalidError(f"{name} is not yours to say", field=name)
    value = {field.name: _of(field, said, before or {}) for field in collection.fields}
    size = size_of(value)
    if size > collection.max_bytes:
        raise EntityTooLargeError(
            f"one of {collection.name} has at most {collection.max_bytes} bytes as JSON, and this has {size}",
            limit=collection.max_bytes,
        )
    if collection.check is not None:
        collection.check(value)
    return value


def _of(field: Field, said: Mapping[str, Any], before: Mapping[str, Any]) -> Any:
    """What nobody speaks of stays, also where a newer declaration would not take it. Raises EntityInvalidError."""
    if field.name not in said and field.name in before:
        return before[field.name]
    return checked(field, said.get(field.name, field.default))


def checked(field: Field, value: Any) -> Any:
    """The value as it is kept. Raises EntityInvalidError."""
    if value is None:
        if field.required:
            raise EntityInvalidError(f"{field.name} is needed", field=field.name)
        return None
    kept = typed(field, value)
    if field.choices and kept not in field.choices:
        offered = ", ".join(str(choice) for choice in field.choices)
        raise EntityInvalidError(f"{field.name} is one of {offered}", field=field.name)
    measured = len(kept) if field.type is FieldType.TEXT else kept
    unit = " characters" if field.type is FieldType.TEXT else ""
    if field.least is not None and measured < field.least:
        raise EntityInvalidError(f"{field.name} is at least {field.least}{unit}", field=field.name)
    if field.most is not None and measured > field.most:
        raise EntityInvalidError(f"{field.name} is at most {field.most}{unit}", field=field.name)
    return kept


def typed(field: Field, value: Any) -> Any:
    """The value in the form in which one of this type is kept, whatever else the field wants. Raises EntityInvalidError."""
    try:
        return _FORMS[field.type](value)
    except (ValueError, TypeError, OverflowError, msgspec.MsgspecError) as error:
        raise EntityInvalidError(f"{field.name} is {_WORDS[field.type]}", field=field.name) from error


def size_of(value: Mapping[str, Any]) -> int:
    return len(msgspec.json.encode(value))


def key_of(value: Any) -> bytes:
    """What is unique instead of the value: as long for all of them."""
    return hashlib.sha256(msgspec.json.encode(value)).digest()


# --- the forms: each raises ValueError, TypeError, OverflowError or MsgspecError ----------------------------------


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:  # which no text of PostgreSQL can have
        raise TypeError
    value.encode()  # half a surrogate pair is no text
    return value


def _integer(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_INTEGER:
        raise TypeError
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(float(value)):
        raise TypeError
    exact = abs(value) <= LARGEST_INTEGER and value == int(value)
    return int(value) if exact else float(value)  # 1 and 1.0 are one number


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _moment(value: Any) -> str:
    """Of one length, so that texts stand in the order of time."""
    moment = value if isinstance(value, datetime) else msgspec.convert(value, datetime)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _json(value: Any) -> Any:
    if _depth(value) > MAX_DEPTH:
        raise ValueError
    encoded = msgspec.json.encode(value)
    if b"\\u0000" in encoded:
        raise ValueError
    return msgspec.json.decode(encoded)


def _depth(value: Any) -> int:
    """Levels of lists and objects, at most one more than may be."""
    depth, level = 0, [value]
    while level and depth <= MAX_DEPTH:
        inside = [one for one in level if isinstance(one, dict | list)]
        level = [one for each in inside for one in (each.values() if isinstance(each, dict) else each)]
        depth += bool(inside)
    return depth


_FORMS: Mapping[FieldType, Callable[[Any], Any]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _number,
    FieldType.FLAG: _flag,
    FieldType.MOMENT: _moment,
    FieldType.JSON: _json,
}
_WORDS: Mapping[FieldType, str] = {
    FieldType.TEXT: "a text, without the character NUL",
    FieldType.INTEGER: "a whole number, at most 2^53 - 1",
    FieldType.NUMBER: "a number",
    FieldType.FLAG: "true or false",
    FieldType.MOMENT: "a moment with its time zone, such as 2026-11-26T18:00:00Z",
    FieldType.JSON: "JSON, not too deep and without the character NUL",
}
