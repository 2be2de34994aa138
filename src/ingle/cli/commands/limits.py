"""How much a person may have, and has: `ingle limits`, `ingle usage`, and the same of others for administrators."""

from typing import TYPE_CHECKING, Any

import click

from ingle.base.units import MIB, format_size
from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table
from ingle.cli.sizes import MEBIBYTES

if TYPE_CHECKING:
    from ingle.wire.accounts import Limits, Usage, UserLimits

# The wire's names, as people read them.
_WORDS = {
    "machines": "machines",
    "vcpus": "vcpus of running machines",
    "memory_mib": "memory of running machines",
    "disk_mib": "disks",
    "snapshots": "snapshots",
    "storage_mib": "files",
    "requests_per_minute": "requests a minute",
}
_AS_DEFAULT = "default"


class Allowance(click.ParamType[Any]):
    """A number or a size, `none` for no limit, `default` for what holds for everyone."""

    def __init__(self, amount: click.ParamType[int], word: str) -> None:
        self._amount = amount
        self.name = f"{word}|none|{_AS_DEFAULT}"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        if value == _AS_DEFAULT:
            return _AS_DEFAULT
        return 0 if value in ("none", "0") else self._amount.convert(value, param, ctx)


_NUMBER, _SIZE = Allowance(click.IntRange(0), "number"), Allowance(MEBIBYTES, "size")


@click.command()
@json_option
def limits(as_json: bool) -> None:
    """How much you may have, and ask."""
    with connected() as ingle:
        found = ingle.limits()
    if as_json:
        print_json(found)
    else:
        print_table(("what", "allowed"), [(word, _allowed(found, name)) for name, word in _WORDS.items()])


@click.command()
@json_option
def usage(as_json: bool) -> None:
    """What you have, of what you may have."""
    with connected() as ingle:
        used = ingle.usage()
        if as_json:
            print_json(used)
        else:
            _print_usage(used, ingle.limits())


@click.command("limits")
@click.argument("name")
@click.option("--machines", type=_NUMBER, help="How many there may be.")
@click.option("--vcpus", "--cpus", type=_NUMBER, help="Of all that run, together.")
@click.option("-m", "--memory", "memory_mib", type=_SIZE, help="Of all that run, together; such as 8g.")
@click.option("--disk", "disk_mib", type=_SIZE, help="The sizes of all their disks, together; such as 100g.")
@click.option("--snapshots", type=_NUMBER, help="How many there may be.")
@click.option("--storage", "storage_mib", type=_SIZE, help="Of all their files, together; such as 50g.")
@click.option("--requests", "requests_per_minute", type=_NUMBER, help="How many a minute.")
@json_option
def user_limits(name: str, as_json: bool, **asked: int | str | None) -> None:
    """Somebody's limits; with options, change those that are named.

    `none` lifts a limit, `default` goes back to what holds for everyone. It holds at once, and takes away nothing that they have.
    """
    changes = {
        limit: None if value == _AS_DEFAULT else value for limit, value in asked.items() if value is not None
    }
    with connected() as ingle:
        found = ingle.users.limits(name)
        if changes:
            from msgspec import structs

            found = ingle.users.set_limits(name, structs.replace(found.overrides, **changes))
    if as_json:
        print_json(found)
    else:
        print_table(("what", "allowed", "from"), [_row(found, limit) for limit in _WORDS])


@click.command("usage")
@click.argument("name")
@json_option
def user_usage(name: str, as_json: bool) -> None:
    """What somebody has, of what they may have."""
    with connected() as ingle:
        used = ingle.users.usage(name)
        if as_json:
            print_json(used)
        else:
            _print_usage(used, ingle.users.limits(name).in_force)


def _print_usage(used: "Usage", allowed: "Limits") -> None:
    rows = [
        (word, _amount(name, getattr(used, name)), _allowed(allowed, name))
        for name, word in _WORDS.items()
        if hasattr(used, name)
    ]
    print_table(("what", "used", "allowed"), rows)


def _row(found: "UserLimits", limit: str) -> tuple[str, str, str]:
    was_set = getattr(found.overrides, limit) is not None
    return _WORDS[limit], _allowed(found.in_force, limit), "override" if was_set else "default"


def _allowed(limits: "Limits", name: str) -> str:
    return _amount(name, getattr(limits, name)) if getattr(limits, name) else "no limit"


def _amount(name: str, amount: int) -> str:
    return format_size(amount * MIB) if name.endswith("_mib") else str(amount)
