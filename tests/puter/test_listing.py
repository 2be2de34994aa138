"""What a list is asked for, and in which form it is told."""

from typing import Any

import pytest

from ingle.puter.errors import BadRequestError
from ingle.puter.listing import PART, page, wanted, whole


def test_without_a_word_it_is_all_by_name() -> None:
    asked = wanted({})
    assert (asked.paged, asked.sort, asked.descending, asked.offset) == (False, "name", False, 0)
    assert asked.limit > PART


def test_a_cursor_of_null_begins_parts() -> None:
    asked = wanted({"cursor": None, "limit": 5, "sortBy": "type", "sortOrder": "desc"})
    assert (asked.paged, asked.limit, asked.sort, asked.descending) == (True, 5, "kind", True)
    assert wanted({"includeTotal": True}).paged
    assert wanted({"cursor": None, "limit": 10_000_000}).limit == PART


@pytest.mark.parametrize("fields", [{"sortBy": "colour"}, {"cursor": 7}, {"limit": "many"}])
def test_what_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        wanted(fields)


def test_forms() -> None:
    assert whole([1, 2], {}) == [1, 2]
    assert whole([1, 2], {"cursor": None}) == {"items": [1, 2]}
    assert whole([1, 2], {"includeTotal": True}) == {"items": [1, 2], "total": 2}
    assert page([1], "next", 9) == {"items": [1], "cursor": "next", "total": 9}
