"""Keys and values of the contract, as the key-value store understands them."""

from typing import Any

import msgspec
import pytest

from ingle.kv import Entry, Part, Question
from ingle.puter.errors import BadRequestError
from ingle.puter.keys import Lister, Pair, item_of, key_of, milliseconds, part_of, question_of


@pytest.mark.parametrize(("key", "text"), [("a", "a"), (5, "5"), (5.0, "5"), (1.5, "1.5")])
def test_a_key_is_written_as_javascript_does(key: str | float, text: str) -> None:
    assert key_of(key) == text


def test_an_item_ends_at_a_second_since_the_epoch() -> None:
    item = item_of(Pair(key="a", value={"b": 1}, expire_at=2.5), private=True)
    assert item == ("a", b'{"b":1}', 2500, True, False)
    assert milliseconds(None) is None


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), 1e15])
def test_what_is_no_moment_is_refused(seconds: float) -> None:
    with pytest.raises(BadRequestError):
        milliseconds(seconds)


@pytest.mark.parametrize(
    ("asked", "question", "paged"),
    [
        ({}, Question(limit=1000), False),
        ({"as": "keys", "pattern": " a* "}, Question("a*", "keys", limit=1000), False),
        ({"as": "values", "limit": 5}, Question(shape="values", limit=5), True),
        ({"limit": 5000, "cursor": None}, Question(limit=1000), True),
        ({"cursor": "YQ", "includeTotal": True}, Question(cursor="YQ", limit=1000, total=True), True),
        ({"offset": 7}, Question(skip=7, limit=1000), True),
        ({"fetchUntilFull": True}, Question(limit=1000), True),
        ({"reverse": True}, Question(limit=1000, descending=True), False),
        ({"cursor": "!YQ"}, Question(cursor="YQ", limit=1000, descending=True), True),
    ],
)
def test_what_is_asked_of_a_list(asked: dict[str, Any], question: Question, paged: bool) -> None:
    lister = msgspec.convert(asked, Lister)
    assert (question_of(lister), lister.paged) == (question, paged)


@pytest.mark.parametrize(
    "asked",
    [
        {"as": "pairs"},
        {"limit": 0},
        {"offset": -1},
        {"offset": 1, "cursor": "YQ"},
        {"cursor": "YQ", "reverse": True},
        {"cursor": "!YQ", "reverse": False},
    ],
)
def test_what_cannot_be_asked_of_a_list(asked: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        question_of(msgspec.convert(asked, Lister))


@pytest.mark.parametrize(
    ("shape", "items"),
    [("keys", b'["a"]'), ("values", b"[1]"), ("entries", b'[{"key":"a","value":1}]')],
)
def test_a_part_is_told_in_its_shape(shape: Any, items: bytes) -> None:
    question = Question(shape=shape, descending=True)
    told = part_of(Part([Entry("a", b"1")], "YQ", 3), question)
    assert msgspec.json.encode(told["items"]) == items
    assert (told["cursor"], told["total"]) == ("!YQ", 3)
    assert "cursor" not in part_of(Part([], None, None), question)
