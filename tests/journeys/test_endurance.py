"""A few of the moments of scripts/crash-points, and a short walk of scripts/soak; both go on for as long as wanted by themselves."""

import pytest

from endurance import crash_points, soak

pytestmark = pytest.mark.machine


def test_a_daemon_that_is_killed_in_the_middle_leaves_nothing_half_done() -> None:
    going = crash_points.run(points=6, seed=3)
    assert going.tried.total() == 6


def test_a_random_walk_finds_everything_as_it_must_be() -> None:
    walk = soak.run(seconds=20, seed=2)
    assert walk.taken
