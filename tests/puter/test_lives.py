"""How long something lasts."""

from datetime import timedelta
from typing import Any

import pytest

from ingle.puter.errors import BadRequestError
from ingle.puter.lives import life_of


@pytest.mark.parametrize(
    ("told", "life"),
    [
        (None, None),
        ("24h", timedelta(hours=24)),
        ("30m", timedelta(minutes=30)),
        ("7 days", timedelta(days=7)),
        ("500ms", timedelta(milliseconds=500)),
        (3600, timedelta(hours=1)),
        ("3600", timedelta(hours=1)),
        ("999999999y", timedelta(days=36500)),
    ],
)
def test_lives(told: Any, life: timedelta | None) -> None:
    assert life_of(told) == life


@pytest.mark.parametrize("told", ["", "soon", "-1h", "1.5h", [], {}, "12345678901s"])
def test_what_is_none(told: Any) -> None:
    with pytest.raises(BadRequestError):
        life_of(told)
