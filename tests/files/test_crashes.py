"""A few of the moments of scripts/crash-files, which goes on for as long as wanted by itself."""

import pytest

from endurance import crash_files


# httpcore leaves the socket to the collector when a daemon that was just killed does not take the connection.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
@pytest.mark.parametrize("points", [4, pytest.param(30, marks=pytest.mark.soak)])
def test_a_daemon_that_is_killed_while_files_are_written_loses_and_leaves_nothing(points: int) -> None:
    going = crash_files.run(points=points, seed=1)
    assert going.answered > 0
