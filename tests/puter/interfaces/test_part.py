"""What is asked for by `select`, and in which form it is answered."""

import msgspec
import pytest

from ingle.puter.interfaces.part import MOST, Select

ITEMS = [{"uid": "a"}]


@pytest.mark.parametrize(
    ("asked", "skip", "at_most"),
    [
        ({}, 0, MOST),
        ({"limit": 3, "offset": 7}, 7, 3),
        ({"limit": 0, "offset": -1}, 0, MOST),
        ({"limit": MOST + 1}, 0, MOST),
        ({"limit": -5}, 0, 1),
        ({"limit": None, "offset": None}, 0, MOST),
    ],
)
def test_how_much_is_read(asked: dict[str, object], skip: int, at_most: int) -> None:
    select = msgspec.convert(asked, Select)
    assert (select.skip, select.at_most) == (skip, at_most)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({}, ITEMS),
        ({"limit": 1}, ITEMS),
        ({"cursor": None}, {"items": ITEMS, "cursor": "next", "total": 4}),
        ({"offset": 0}, {"items": ITEMS, "cursor": "next", "total": 4}),
        ({"includeTotal": False}, {"items": ITEMS, "cursor": "next", "total": 4}),
    ],
)
def test_in_parts_only_if_parts_are_asked_for(asked: dict[str, object], answer: object) -> None:
    assert msgspec.convert(asked, Select).answer(ITEMS, "next", 4) == answer
