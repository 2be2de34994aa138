"""How long a session that nobody uses goes on."""

from datetime import timedelta

import pytest

from ingle.base.errors import InvalidError
from ingle.machines.policy.idleness import LONGEST, check_idle_after, idle_limit

NEVER, HOUR = timedelta(), timedelta(hours=1)


@pytest.mark.parametrize(
    ("own", "daemons", "kept", "limit"),
    [
        (None, NEVER, True, NEVER),
        (None, HOUR, True, HOUR),
        (60.0, HOUR, True, timedelta(minutes=1)),
        (60.0, NEVER, True, timedelta(minutes=1)),
        (0.0, HOUR, True, NEVER),  # it is to go on for ever, whatever the daemon says
        (None, timedelta(days=400), True, LONGEST),
        (60.0, HOUR, False, NEVER),  # it ends with its last stream
        (None, HOUR, False, NEVER),
    ],
)
def test_what_was_asked_for_a_kept_session_counts_and_else_the_daemons_word(
    own: float | None, daemons: timedelta, *, kept: bool, limit: timedelta
) -> None:
    assert idle_limit(own, daemons, kept=kept) == limit


@pytest.mark.parametrize("fine", [None, 0, 0.5, 30 * 86400])
def test_a_time_that_can_be(fine: float | None) -> None:
    check_idle_after(fine)


@pytest.mark.parametrize("wrong", [-1, 30 * 86400 + 1, float("nan"), float("inf")])
def test_a_time_that_cannot_be(wrong: float) -> None:
    with pytest.raises(InvalidError) as refused:
        check_idle_after(wrong)
    assert refused.value.fields["field"] == "idle_after"
