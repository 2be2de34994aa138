"""Durations on the command line: `90s`, `10m`, `2h`, `1d`; as seconds."""

from typing import Any, NamedTuple

import click

from ingle.base.errors import InvalidError
from ingle.base.units import format_duration, parse_duration


class Timer(NamedTuple):
    """What was said of a timer. (One that nothing was said of is None.)"""

    seconds: float | None  # None: as the daemon's settings say; 0: never


class Duration(click.ParamType[float]):
    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        try:
            return parse_duration(value)
        except InvalidError as error:
            self.fail(error.sentence, param, ctx)


class TimerType(click.ParamType[Timer]):
    """A duration, or `never` (as `0`), or `default`."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Timer:
        if isinstance(value, Timer):
            return value
        if value == "default":
            return Timer(None)
        return Timer(0.0 if value == "never" else DURATION.convert(value, param, ctx))


DURATION = Duration()
TIMER = TimerType()


def shown_timer(seconds: float | None) -> str:
    """As it may be said again."""
    if seconds is None:
        return "default"
    return format_duration(seconds) if seconds else "never"
