"""Rest and wake: what makes a machine that nobody uses cost nothing, and when."""

from typing import TYPE_CHECKING, Any

import click

from ingle.cli.commands.life import each_machine
from ingle.cli.commands.options import machine_argument, machines_argument
from ingle.cli.commands.upkeep import TIMERS, timer_options
from ingle.cli.connect import connected
from ingle.cli.durations import TIMER, Timer, shown_timer
from ingle.cli.output import json_option, print_json, print_table

if TYPE_CHECKING:
    from ingle.wire.machines import Timers


@click.command()
@machines_argument
@json_option
def sleep(machines: tuple[str, ...], as_json: bool) -> int:
    """Put machines to sleep on disk until somebody uses them: no process, no memory. What runs in them goes on afterwards."""
    return each_machine(machines, lambda machine: machine.sleep(), as_json)


@click.command()
@machines_argument
@json_option
def wake(machines: tuple[str, ...], as_json: bool) -> int:
    """Wake machines. (Using one does it too: exec, shell, cp, forward.)"""
    return each_machine(machines, lambda machine: machine.wake(), as_json)


@click.command()
@machines_argument
@json_option
def cool(machines: tuple[str, ...], as_json: bool) -> int:
    """Let machines' processors stand still until somebody uses them; they keep their memory and wake in milliseconds."""
    return each_machine(machines, lambda machine: machine.cool(), as_json)


@click.command()
@machine_argument
@click.option(
    "--keep-hot/--no-keep-hot", default=None, help="Never put it to rest, or do when nobody uses it."
)
@timer_options
@json_option
def timers(machine: str, keep_hot: bool | None, as_json: bool, **said: Timer | None) -> None:
    """Show when MACHINE is put to rest, stopped and removed by itself, or change it.

    Durations are like 90s, 10m, 2h, 1d; `never`; or `default`, which is what the daemon's settings say. What is not named stays as it is.
    """
    named: dict[str, Any] = {field: timer.seconds for field, timer in said.items() if timer is not None}
    with connected() as ingle:
        found = ingle.machines.get(machine)
        if named or keep_hot is not None:
            found.set_timers(keep_hot=keep_hot, **named)
    if as_json:
        print_json(_whole(found.details.timers))
    else:
        print_table(("timer", "is"), _rows(found.details.timers))


@click.command()
@click.option(
    "--warm-after", type=TIMER, help="Unused for so long, their processors stand still. Or: never, default."
)
@click.option("--cold-after", type=TIMER, help="Unused for so long, they sleep on disk. Or: never, default.")
@json_option
def habits(warm_after: Timer | None, cold_after: Timer | None, as_json: bool) -> None:
    """Show when your machines rest that have no timers of their own (ingle timers), or change it."""
    with connected() as ingle:
        now = ingle.rest()
        if warm_after is not None or cold_after is not None:
            ingle.set_rest(
                warm_after=now.warm_after if warm_after is None else warm_after.seconds,
                cold_after=now.cold_after if cold_after is None else cold_after.seconds,
            )
            now = ingle.rest()
    if as_json:
        print_json({"warm_after": now.warm_after, "cold_after": now.cold_after})
    else:
        rows = [("warm-after", shown_timer(now.warm_after)), ("cold-after", shown_timer(now.cold_after))]
        print_table(("timer", "is"), rows)


def _rows(timers: "Timers") -> list[tuple[str, str]]:
    rows = [(field.replace("_", "-"), shown_timer(getattr(timers, field))) for field in TIMERS]
    return [("keep-hot", "yes" if timers.keep_hot else "no"), *rows]


def _whole(timers: "Timers") -> dict[str, Any]:
    """With those that are as the daemon's settings say, which the wire leaves out."""
    return {"keep_hot": timers.keep_hot, **{field: getattr(timers, field) for field in TIMERS}}


@click.command()
@machine_argument
@json_option
def history(machine: str, as_json: bool) -> None:
    """What MACHINE became, when, and why; oldest first."""
    with connected() as ingle:
        moments = ingle.machines.get(machine).history()
    if as_json:
        print_json(moments)
        return
    rows = [
        (f"{moment.at.astimezone():%Y-%m-%d %H:%M:%S}", moment.state, moment.detail) for moment in moments
    ]
    print_table(("when", "state", "why"), rows)
