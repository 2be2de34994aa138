"""Which machines are started again after their VMM's death, and after which pause."""

from datetime import timedelta

import pytest

from ingle.machines.model import Intent, RestartPolicy
from ingle.machines.policy.reviving import announced, is_revived, pause_before, starts_in_a_row
from ingle.machines.settings import Revival

SETTINGS = Revival(timedelta(seconds=1), timedelta(seconds=10), timedelta(seconds=60))
NO, ALWAYS = RestartPolicy("no"), RestartPolicy("always")
ON_FAILURE, TWICE = RestartPolicy("on-failure"), RestartPolicy("on-failure", 2)
KILLED, POWERED_OFF, UNKNOWN = (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("policy", "intent", "ending", "starts", "revived"),
    [
        (ALWAYS, Intent.RUNNING, KILLED, 0, True),
        (ALWAYS, Intent.RUNNING, KILLED, 1000, True),
        (ALWAYS, Intent.RUNNING, UNKNOWN, 0, True),
        (ALWAYS, Intent.RUNNING, POWERED_OFF, 0, False),
        (ALWAYS, Intent.PAUSED, KILLED, 0, False),
        (ALWAYS, Intent.STOPPED, KILLED, 0, False),
        (ALWAYS, Intent.REMOVED, KILLED, 0, False),
        (ON_FAILURE, Intent.RUNNING, KILLED, 1000, True),
        (ON_FAILURE, Intent.RUNNING, UNKNOWN, 0, False),
        (ON_FAILURE, Intent.RUNNING, POWERED_OFF, 0, False),
        (TWICE, Intent.RUNNING, KILLED, 1, True),
        (TWICE, Intent.RUNNING, KILLED, 2, False),
        (NO, Intent.RUNNING, KILLED, 0, False),
    ],
)
def test_what_is_revived(
    policy: RestartPolicy, intent: Intent, ending: tuple[bool, bool], starts: int, revived: bool
) -> None:
    failed, clean = ending
    assert is_revived(policy, intent, failed=failed, clean=clean, starts=starts) is revived


@pytest.mark.parametrize(("starts", "seconds"), [(0, 1), (1, 2), (3, 8), (4, 10), (10_000, 10)])
def test_the_pause_doubles_up_to_a_bound(starts: int, seconds: float) -> None:
    assert pause_before(starts, SETTINGS) == seconds


@pytest.mark.parametrize(("lived", "starts"), [(59.9, 3), (60, 0)])
def test_what_has_lasted_begins_a_new_row(lived: float, starts: int) -> None:
    assert starts_in_a_row(3, lived, SETTINGS) == starts


def test_it_is_said_why_and_when() -> None:
    assert announced("the VMM was ended by signal 9", 0.5) == (
        "the VMM was ended by signal 9; it is started again from its disk in 0.5 s, as its restart policy says"
    )
