"""How long whoever fails must wait."""

from datetime import UTC, datetime, timedelta

import pytest

from ingle.accounts.policy.lockout import FREE_TRIES, LONGEST_PAUSE, locked_for, pause_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0),
        (FREE_TRIES - 1, 0),
        (FREE_TRIES, 30),
        (FREE_TRIES + 1, 60),
        (FREE_TRIES + 4, 480),
        (FREE_TRIES + 5, 900),
        (10_000, 900),
    ],
)
def test_the_pause_doubles_up_to_a_bound(failures: int, seconds: float) -> None:
    assert pause_after(failures) == timedelta(seconds=seconds)


def test_a_pause_passes() -> None:
    assert locked_for(FREE_TRIES, NOW, NOW + timedelta(seconds=10)) == timedelta(seconds=20)
    assert locked_for(FREE_TRIES, NOW, NOW + timedelta(seconds=30)) == timedelta(0)
    assert locked_for(1000, NOW, NOW + LONGEST_PAUSE) == timedelta(0)
