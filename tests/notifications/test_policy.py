"""What a notification can be."""

from datetime import timedelta

import pytest

from ingle.notifications import policy
from ingle.notifications.errors import NotificationInvalidError


@pytest.mark.parametrize(
    ("title", "text", "icon"),
    [
        ("", "", ""),
        (" ", "", ""),
        ("x" * 201, "", ""),
        ("a\x1b[0m", "", ""),
        ("a", "x" * 2001, ""),
        ("a", "", "x" * 65537),
    ],
)
def test_texts_have_bounds_and_do_not_steer(title: str, text: str, icon: str) -> None:
    with pytest.raises(NotificationInvalidError):
        policy.check_texts(title, text, icon)


def test_texts_may_have_lines() -> None:
    policy.check_texts("Öl ist da", "two\nlines", "bell")


@pytest.mark.parametrize("ttl", [0, -1, 31 * 86400, float("nan")])
def test_nothing_is_kept_for_ever_or_never(ttl: float) -> None:
    with pytest.raises(NotificationInvalidError):
        policy.life_of(ttl)


def test_how_long_it_is_kept() -> None:
    assert policy.life_of(None) == timedelta(days=30)
    assert policy.life_of(1.5) == timedelta(seconds=1.5)


@pytest.mark.parametrize("value", ["x" * 20_000, object(), "\ud800"])
def test_values_are_small_json(value: object) -> None:
    with pytest.raises(NotificationInvalidError):
        policy.encode_value(value)
