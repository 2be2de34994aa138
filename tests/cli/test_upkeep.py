"""What the help says of health checks is what the wire does when nothing is said."""

from ingle.base.units import parse_duration
from ingle.cli.commands.upkeep import _HEALTH, RETRIES
from ingle.cli.durations import shown_timer
from ingle.wire.machines import HealthCheck


def test_the_defaults_that_help_names_are_the_wires() -> None:
    check = HealthCheck(argv=["true"])
    assert {field: parse_duration(default) for field, (_, default) in _HEALTH.items()} == {
        "interval": check.interval,
        "timeout": check.timeout,
        "start_period": check.start_period,
    }
    assert check.retries == RETRIES


def test_timers_are_shown_as_they_may_be_said() -> None:
    assert [shown_timer(seconds) for seconds in (None, 0.0, 5400.0)] == ["default", "never", "1h30m"]
