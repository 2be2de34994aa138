"""What fields can be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from ingle.entities.errors import EntityInvalidError, EntityTooLargeError
from ingle.entities.model import Collection, Field, FieldType
from ingle.entities.policy.values import checked, key_of, size_of, whole
from ingle.extensions import InvalidError
from support.boxes import TASKS

T = FieldType
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "said", "kept"),
    [
        (Field("a"), "", ""),
        (Field("a", most=2), "äö", "äö"),
        (Field("a", choices=("red",)), "red", "red"),
        (Field("a"), None, None),
        (Field("a", T.INTEGER, least=-1, most=1), -1, -1),
        (Field("a", T.INTEGER), 2**53 - 1, 2**53 - 1),
        (Field("a", T.NUMBER), 1.5, 1.5),
        (Field("a", T.NUMBER), 2.0, 2),
        (Field("a", T.NUMBER), 10**300, 1e300),
        (Field("a", T.FLAG), False, False),
        (Field("a", T.MOMENT), "2026-11-26T14:00:00+02:00", "2026-11-26T12:00:00.000000Z"),
        (Field("a", T.MOMENT), NOON, "2026-11-26T12:00:00.000000Z"),
        (
            Field("a", T.MOMENT),
            NOON.astimezone(timezone(timedelta(hours=2))),
            "2026-11-26T12:00:00.000000Z",
        ),
        (Field("a", T.JSON), {"b": [1, None, "x"]}, {"b": [1, None, "x"]}),
    ],
)
def test_what_fits_is_kept_in_one_form(field: Field, said: Any, kept: Any) -> None:
    found = checked(field, said)
    assert (found, type(found)) == (kept, type(kept))


def deep(levels: int) -> Any:
    value: Any = 0
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        (Field("a", required=True), None, "needed"),
        (Field("a"), 1, "a text"),
        (Field("a"), "x\0", "NUL"),
        (Field("a"), "\ud800", "a text"),
        (Field("a", most=2), "abc", "at most 2 characters"),
        (Field("a", least=1), "", "at least 1 characters"),
        (Field("a", choices=("red", "blue")), "green", "red, blue"),
        (Field("a", T.INTEGER), True, "whole number"),
        (Field("a", T.INTEGER), 1.0, "whole number"),
        (Field("a", T.INTEGER), 2**53, "2\\^53"),
        (Field("a", T.INTEGER, most=5), 6, "at most 5"),
        (Field("a", T.NUMBER), float("nan"), "a number"),
        (Field("a", T.NUMBER), 10**400, "a number"),
        (Field("a", T.NUMBER), "1", "a number"),
        (Field("a", T.FLAG), 1, "true or false"),
        (Field("a", T.MOMENT), "2026-11-26T12:00:00", "time zone"),
        (Field("a", T.MOMENT), "yesterday", "time zone"),
        (Field("a", T.MOMENT), "0001-01-01T00:00:00+10:00", "time zone"),
        (Field("a", T.JSON), {"a": ["\0"]}, "NUL"),
        (Field("a", T.JSON), deep(65), "deep"),
        (Field("a", T.JSON), deep(100_000), "deep"),
        (Field("a", T.JSON), object(), "JSON"),
    ],
)
def test_what_does_not_fit_is_told_by_its_field(field: Field, said: Any, told: str) -> None:
    with pytest.raises(EntityInvalidError, match=told) as caught:
        checked(field, said)
    assert caught.value.fields["field"] == "a"


def test_a_new_one_has_every_field() -> None:
    made = whole(TASKS, {"title": "tea"}, trusted=False)
    assert list(made) == [field.name for field in TASKS.fields]
    assert (made["title"], made["done"], made["slug"]) == ("tea", False, None)


def test_what_is_not_said_stays() -> None:
    made = whole(TASKS, {"title": "tea", "stars": 3}, trusted=False)
    changed = whole(TASKS, {"stars": None}, made, trusted=False)
    assert (changed["title"], changed["stars"]) == ("tea", None)


def test_what_was_kept_under_another_declaration_is_no_obstacle() -> None:
    before = {"title": "x" * 100, "gone": 1}
    changed = whole(TASKS, {"stars": 1}, before, trusted=False)
    assert (changed["title"], changed["done"], "gone" in changed) == ("x" * 100, False, False)
    with pytest.raises(EntityInvalidError, match="at most 40"):
        whole(TASKS, {"title": "y" * 100}, before, trusted=False)


def test_only_the_extension_says_what_is_read_only() -> None:
    assert whole(TASKS, {"rank": 1}, trusted=True)["rank"] == 1
    with pytest.raises(EntityInvalidError, match="not yours"):
        whole(TASKS, {"rank": 1}, trusted=False)


def test_what_is_not_declared_is_refused() -> None:
    with pytest.raises(EntityInvalidError, match="no field 'x'"):
        whole(TASKS, {"x": 1}, trusted=True)


def test_the_collection_has_the_last_word() -> None:
    with pytest.raises(InvalidError, match="what is done has a title"):
        whole(TASKS, {"done": True}, trusted=False)


def test_one_is_not_larger_than_it_may_be() -> None:
    small: Collection = replace(TASKS, max_bytes=size_of(whole(TASKS, {}, trusted=False)) + 6)
    assert whole(small, {"more": "12345678"}, trusted=False)["more"] == "12345678"
    with pytest.raises(EntityTooLargeError):
        whole(small, {"more": "123456789"}, trusted=False)


def test_equal_values_have_one_key() -> None:
    assert key_of(checked(Field("a", T.NUMBER), 2.0)) == key_of(checked(Field("a", T.NUMBER), 2))
    assert len({key_of("1"), key_of(1), key_of(True)}) == 3
