"""What can be asked of a list: `{"done": false, "stars": {"gte": 3, "lt": 5}}`, all of which must be so."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ingle.entities.errors import EntityInvalidError
from ingle.entities.model import Collection, Condition, Field, FieldType, How
from ingle.entities.policy.values import typed

MOST = 16  # conditions of one question

_ORDERED = frozenset({How.EQUAL, How.LESS, How.AT_MOST, How.MORE, How.AT_LEAST})
_HOW: Mapping[FieldType, frozenset[How]] = {
    FieldType.TEXT: frozenset({How.EQUAL, How.STARTS}),
    FieldType.INTEGER: _ORDERED,
    FieldType.NUMBER: _ORDERED,
    FieldType.FLAG: frozenset({How.EQUAL}),
    FieldType.MOMENT: _ORDERED,
    FieldType.JSON: frozenset(),
}

Words = tuple[str, str, Any]  # the name of a field, how it is compared, and with what


def in_words(where: str) -> list[Words]:
    """Of the JSON in which a door is asked; of nothing nothing. Raises EntityInvalidError."""
    if not where:
        return []
    try:
        told = msgspec.json.decode(where, type=dict[str, Any])
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise EntityInvalidError(f"where is a JSON object of fields: {error}", field="where") from error
    return [
        (name, how, value)
        for name, said in told.items()
        for how, value in (said.items() if isinstance(said, dict) else [(How.EQUAL, said)])
    ]


def conditions_of(collection: Collection, words: Iterable[Words]) -> list[Condition]:
    """Raises EntityInvalidError."""
    conditions = [_condition(collection, *each) for each in words]
    if len(conditions) > MOST:
        raise EntityInvalidError(f"at most {MOST} conditions at once", field="where")
    return conditions


def _condition(collection: Collection, name: str, how: str, value: Any) -> Condition:
    field = collection.by_name.get(name)
    if field is None:
        raise EntityInvalidError(f"{collection.name} has no field {name[:100]!r}", field="where")
    if how not in _HOW[field.type]:
        offered = ", ".join(sorted(_HOW[field.type])) or "nothing"
        raise EntityInvalidError(f"{name} is compared by {offered}, not by {how[:100]!r}", field="where")
    return Condition(field, How(how), _operand(field, How(how), value))


def _operand(field: Field, how: How, value: Any) -> Any:
    if value is None and how is not How.EQUAL:
        raise EntityInvalidError(f"nothing is {how} null", field="where")
    return None if value is None else typed(field, value)
