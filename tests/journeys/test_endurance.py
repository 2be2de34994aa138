"""A few of the moments of scripts/crash-points, and, with --soak, a walk of scripts/soak; both go on for as long as wanted by themselves."""

import pytest

from endurance import crash_points, soak

pytestmark = [
    pytest.mark.machine,
    pytest.mark.local_stores,
]  # what is left over is looked for in SQLite's file


@pytest.mark.parametrize("points", [2, pytest.param(20, marks=pytest.mark.soak)])
def test_a_daemon_that_is_killed_in_the_middle_leaves_nothing_half_done(points: int) -> None:
    going = crash_points.run(points=points, seed=3)
    assert going.tried.total() == points


@pytest.mark.soak
def test_a_random_walk_finds_everything_as_it_must_be() -> None:
    walk = soak.run(seconds=60, seed=2)
    assert walk.taken
