"""What can be asked of lists."""

import json
from typing import Any

import pytest

from ingle.entities.errors import EntityInvalidError
from ingle.entities.model import Condition, How
from ingle.entities.policy import conditions_of, in_words
from support.boxes import TASKS

F = TASKS.by_name


@pytest.mark.parametrize(
    ("where", "asked"),
    [
        ("", []),
        ("{}", []),
        ('{"done": false}', [Condition(F["done"], How.EQUAL, False)]),
        (
            '{"stars": {"gte": 1, "lt": 3}}',
            [Condition(F["stars"], How.AT_LEAST, 1), Condition(F["stars"], How.LESS, 3)],
        ),
        ('{"stars": 9}', [Condition(F["stars"], How.EQUAL, 9)]),  # more than it can have is asked in vain
        ('{"title": {"starts": "t"}}', [Condition(F["title"], How.STARTS, "t")]),
        ('{"slug": null}', [Condition(F["slug"], How.EQUAL, None)]),
        (
            '{"due": {"gt": "2026-11-26T13:00:00+01:00"}}',
            [Condition(F["due"], How.MORE, "2026-11-26T12:00:00.000000Z")],
        ),
    ],
)
def test_what_is_asked_is_understood(where: str, asked: list[Condition]) -> None:
    assert conditions_of(TASKS, in_words(where)) == asked


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("done", "JSON object"),
        ("[]", "JSON object"),
        ("[" * 100_000, "JSON object"),
        ({"x": 1}, "no field 'x'"),
        ({"done": 1}, "true or false"),
        ({"done": {"gt": True}}, "compared by eq"),
        ({"title": {"like": "%"}}, "eq, starts"),
        ({"title": {"starts": "a\0"}}, "NUL"),
        ({"stars": {"gt": None}}, "nothing is gt null"),
        ({"more": 1}, "compared by nothing"),
    ],
)
def test_what_cannot_be_asked_is_refused(where: Any, told: str) -> None:
    with pytest.raises(EntityInvalidError, match=told):
        conditions_of(TASKS, in_words(where if isinstance(where, str) else json.dumps(where)))


def test_a_question_has_an_end() -> None:
    with pytest.raises(EntityInvalidError, match="at most 16"):
        conditions_of(TASKS, [("done", "eq", False)] * 17)
