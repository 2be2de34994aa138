"""Entities in the contract's shapes, and its predicates as conditions. Pure."""

from collections.abc import Mapping
from typing import Any

from ingle.entities import Entity, Words
from ingle.puter.errors import BadRequestError

MINE = "user-can-edit"  # the contract's word for what is the caller's own


def entity(value: Entity, owner: Mapping[str, str]) -> dict[str, Any]:
    return {
        **value.value,
        "uid": value.id,
        "owner": owner,
        "app_uid": value.app_id or None,
        "created_at": value.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "updated_at": value.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def reference_of(uid: str | None, identity: Mapping[str, Any] | str | None) -> str | Mapping[str, Any]:
    """Raises BadRequestError."""
    found = uid or identity
    if not found:
        raise BadRequestError("which one? say its uid, or id: {a unique field: its value}", key="uid")
    return found


def asks_for_own(predicate: Any) -> bool:
    return predicate == MINE or (isinstance(predicate, list) and MINE in predicate)


def words_of(predicate: Any) -> list[Words]:
    """`["eq", "done", false]`, and several as `["and", […], […]]`. Raises BadRequestError."""
    match predicate:
        case None | []:
            return []
        case ["and", *several]:
            return [_words(one) for one in several if one != MINE]
        case _:
            return [] if asks_for_own(predicate) else [_words(predicate)]


def _words(predicate: Any) -> Words:
    match predicate:
        case [str() as how, str() as field, value]:
            return field, how, value
    raise BadRequestError(
        'a predicate is ["eq", FIELD, VALUE], or several as ["and", PREDICATE, …]', key="predicate"
    )
