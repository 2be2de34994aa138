"""Entities in the contract's shapes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ingle.entities import Entity, Words
from ingle.puter.entities import asks_for_own, entity, reference_of, words_of
from ingle.puter.errors import BadRequestError

MADE = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_fields_stand_beside_what_every_entity_has() -> None:
    kept = Entity("obj_1", "box.tasks", "usr_1", "", {"title": "tea", "done": False}, MADE, MADE)
    assert entity(kept, {"username": "ann", "uuid": "usr_1"}) == {
        "uid": "obj_1",
        "title": "tea",
        "done": False,
        "owner": {"username": "ann", "uuid": "usr_1"},
        "app_uid": None,
        "created_at": "2026-11-26T12:00:00Z",
        "updated_at": "2026-11-26T12:00:00Z",
    }


@pytest.mark.parametrize(
    ("predicate", "words"),
    [
        (None, []),
        ([], []),
        ("user-can-edit", []),
        (["user-can-edit"], []),
        (["eq", "done", False], [("done", "eq", False)]),
        (
            ["and", ["gte", "stars", 3], "user-can-edit", ["lt", "stars", 5]],
            [("stars", "gte", 3), ("stars", "lt", 5)],
        ),
    ],
)
def test_predicates_are_conditions(predicate: Any, words: list[Words]) -> None:
    assert words_of(predicate) == words


@pytest.mark.parametrize(
    "predicate", ["done", ["eq", "done"], ["or", ["eq", "a", 1]], ["and", ["and", ["eq", "a", 1]]], [1, 2, 3]]
)
def test_other_predicates_are_refused(predicate: Any) -> None:
    with pytest.raises(BadRequestError, match="predicate"):
        words_of(predicate)


@pytest.mark.parametrize(
    ("predicate", "own"),
    [(None, False), ("user-can-edit", True), (["user-can-edit"], True), (["eq", "a", 1], False)],
)
def test_the_callers_own_are_asked_for(predicate: Any, own: bool) -> None:
    assert asks_for_own(predicate) is own


def test_one_is_named_by_its_uid_or_a_unique_field() -> None:
    assert reference_of("obj_1", {"slug": "a"}) == "obj_1"
    assert reference_of(None, {"slug": "a"}) == {"slug": "a"}
    with pytest.raises(BadRequestError):
        reference_of(None, None)
