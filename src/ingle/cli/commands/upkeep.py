"""Options that say how a machine is looked after: its timers, whether its workload is started again, its health check."""

import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from ingle.cli.durations import DURATION, TIMER, Timer

if TYPE_CHECKING:
    from ingle.wire.machines import HealthCheck, Restart, Timers

F = TypeVar("F", bound=Callable[..., Any])

TIMERS = {
    "warm_after": "Unused for so long, its processors stand still.",
    "cold_after": "Unused for so long, it sleeps on disk.",
    "stop_after": "It is stopped so long after its start.",
    "remove_after": "It is removed so long after its making.",
}
_HEALTH = {
    "interval": ("From one check to the next.", "30s"),
    "timeout": ("A check that takes longer has failed.", "30s"),
    "start_period": ("Failures so long after the start do not count.", "0"),
}
RETRIES = 3


def timer_options(command: F) -> F:
    """Each is a Timer, or None when nothing was said. `keep_hot` is not among them."""
    for field, text in reversed(TIMERS.items()):
        command = click.option(
            f"--{field.replace('_', '-')}", type=TIMER, help=text + " Or: never, default."
        )(command)
    return command


def upkeep_options(command: F) -> F:
    """All of them, as parameters that `upkeep` takes."""
    for field, (text, default) in reversed(_HEALTH.items()):
        name = f"--health-{field.replace('_', '-')}"
        command = click.option(name, type=DURATION, help=f"{text}  [default: {default}]")(command)
    for option in (
        click.option(
            "--health-retries",
            type=click.IntRange(1),
            help=f"So many failures in a row make it unhealthy.  [default: {RETRIES}]",
        ),
        click.option(
            "--health-cmd",
            metavar="COMMAND",
            help="Is run in the machine again and again; exit code 0 is healthy. Split as a shell splits words.",
        ),
        click.option(
            "--restart",
            metavar="no|on-failure[:N]|always",
            default="no",
            show_default=True,
            help="Start the workload again when it has ended (at most N times in a row).",
        ),
    ):
        command = option(command)
    command = timer_options(command)
    return click.option("--keep-hot", is_flag=True, help="Never put it to rest.")(command)


class Upkeep(NamedTuple):
    """What `machines.create` takes of them."""

    restart: "Restart"
    health: "HealthCheck | None"
    timers: "Timers"


def upkeep(options: dict[str, Any]) -> Upkeep:
    """Raises click.UsageError."""
    return Upkeep(_restart(options["restart"]), _health(options), _timers(options))


def _timers(options: dict[str, Any]) -> "Timers":
    from ingle.wire.machines import Timers

    said: dict[str, Timer] = {field: options[field] for field in TIMERS if options[field] is not None}
    return Timers(keep_hot=options["keep_hot"], **{field: timer.seconds for field, timer in said.items()})


def _restart(text: str) -> "Restart":
    from ingle.wire.machines import Restart

    match text.partition(":"):
        case ("no", "", "") | ("always", "", ""):
            return Restart(when="always" if text == "always" else "no")
        case ("on-failure", "", ""):
            return Restart(when="on-failure")
        case ("on-failure", ":", count) if count.isascii() and count.isdigit() and int(count):
            return Restart(when="on-failure", max_retries=int(count))
    raise click.BadParameter(
        f"{text!r} is none of no, on-failure, on-failure:N, always", param_hint="--restart"
    )


def _health(options: dict[str, Any]) -> "HealthCheck | None":
    from ingle.wire.machines import HealthCheck

    said = {
        field: options[f"health_{field}"]
        for field in (*_HEALTH, "retries")
        if options[f"health_{field}"] is not None
    }
    if options["health_cmd"] is None:
        if said:
            raise click.UsageError("the other --health options need --health-cmd: what shall be run?")
        return None
    try:
        argv = shlex.split(options["health_cmd"])
    except ValueError as error:
        raise click.BadParameter(
            f"it cannot be split into words: {error}", param_hint="--health-cmd"
        ) from None
    return HealthCheck(argv=argv, **said)
