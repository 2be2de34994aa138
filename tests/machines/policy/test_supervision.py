"""How often the news of a workload is written down, and in which words."""

import pytest

from ingle.machines.model import Exit, Workload
from ingle.machines.policy.supervision import FIRST_PAUSE, LONGEST_PAUSE, Pace, ended, paced, told

RUNS = Workload("running")


def test_what_never_ends_is_told_ever_less_often() -> None:
    pace, pauses = paced(Pace(), 100.0), []
    for _ in range(6):
        pauses.append(pace.pause)
        pace = paced(pace, pace.free_at)
    assert pauses == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert max(pauses) == LONGEST_PAUSE


def test_after_a_calm_time_it_is_told_at_once_again() -> None:
    pace = paced(paced(paced(Pace(), 100.0), 101.0), 103.0)
    assert pace == Pace(107.0, 4.0)
    assert paced(pace, 111.0) == Pace(111.0 + FIRST_PAUSE, FIRST_PAUSE)
    assert paced(pace, 110.9).pause == 8.0


@pytest.mark.parametrize(
    ("before", "after", "last", "said", "sentence"),
    [
        (RUNS, RUNS, None, b"", ""),
        (RUNS, Workload("running", backing_off=True), Exit(code=1), b"", ""),
        (
            RUNS,
            Workload("running", restarts=1),
            Exit(code=1),
            b"",
            "the workload ended with code 1 and was started again (once so far)",
        ),
        (
            Workload("running", restarts=1),
            Workload("running", restarts=4),
            Exit(signal=9),
            b"",
            "the workload ended with signal 9 and was started again (4 times so far)",
        ),
        (
            RUNS,
            Workload("running", restarts=2),
            None,
            b"",
            "the workload was started again (2 times so far)",
        ),
        (
            Workload("running", health="healthy"),
            Workload("running", health="unhealthy"),
            None,
            b"no\n\xffanswer\n",
            "the workload is unhealthy: no \ufffdanswer",
        ),
        (RUNS, Workload("running", health="healthy"), None, b"", "the workload is healthy"),
        (Workload("running", health="healthy"), RUNS, None, b"", ""),
    ],
)
def test_told(before: Workload, after: Workload, last: Exit | None, said: bytes, sentence: str) -> None:
    assert told(before, after, last=last, said=said) == sentence


def test_a_workload_that_has_ended_has_no_health_but_keeps_its_count() -> None:
    was = Workload("running", restarts=3, health="unhealthy", backing_off=True)
    assert ended(was, Exit(code=2)) == Workload("exited", Exit(code=2), restarts=3)
