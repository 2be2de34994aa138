"""`run` and `create`: new machines."""

import shlex
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ingle.cli.commands.options import PassingCommand, command_words, process_options
from ingle.cli.commands.upkeep import upkeep, upkeep_options
from ingle.cli.connect import complete_images, complete_snapshots, connected
from ingle.cli.console.options import read_env
from ingle.cli.output import json_option, print_json
from ingle.cli.sizes import MEBIBYTES
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.cli.console.pump import Outcome
    from ingle.sdk.sync.client import Ingle
    from ingle.sdk.sync.machines import Machine

F = TypeVar("F", bound=Callable[..., Any])


def _creation_options(command: F) -> F:
    """Without the image and the command, which come last."""
    for option in (
        upkeep_options,
        click.option("-t", "--tty", is_flag=True, help="Give the workload a terminal."),
        click.option("-l", "--label", "labels", multiple=True, metavar="NAME=VALUE", help="May be repeated."),
        click.option("--hostname", default="", help="Default: the name."),
        click.option(
            "--entrypoint", default=None, help="Replaces the image's; split as a shell splits words."
        ),
        click.option(
            "--disk",
            type=MEBIBYTES,
            default="4g",
            show_default=True,
            help="The most that the writable layer may hold.",
        ),
        click.option("-m", "--memory", type=MEBIBYTES, default="512m", show_default=True),
        click.option("--vcpus", "--cpus", type=click.IntRange(1), default=1, show_default=True),
        click.option("--name", default="", help="Default: one is made up."),
    ):
        command = option(command)
    return process_options(command)


def _command_argument(command: F) -> F:
    return click.argument("command", nargs=-1, type=click.UNPROCESSED)(command)


@click.command(cls=PassingCommand)
@_creation_options
@click.option(
    "--from",
    "snapshot",
    default="",
    metavar="SNAPSHOT",
    shell_complete=complete_snapshots,
    help="Go on as this snapshot, instead of beginning from an image. Only --name, labels and timers may be said then.",
)
@click.option("--no-start", is_flag=True, help="Only make it.")
@json_option
@click.argument("image", default="", shell_complete=complete_images)
@_command_argument
def create(as_json: bool, no_start: bool, **options: Any) -> None:
    """Make a machine from IMAGE and start it. COMMAND replaces what the image runs.

    Prints its name. The same call again with the same --name changes nothing.
    """
    if options["snapshot"] and options["image"]:
        raise click.UsageError("--from takes the place of IMAGE: leave one of them out")
    if options["snapshot"] and no_start:
        raise click.UsageError("what goes on as a snapshot runs: leave --no-start out")
    if not options["snapshot"] and not options["image"]:
        raise click.UsageError("what shall it begin as? ingle create IMAGE, or ingle create --from SNAPSHOT")
    with connected() as ingle:
        machine = _create(ingle, start=not no_start, **options)
    if as_json:
        print_json(machine.details)
    else:
        print(machine.name)


@click.command(cls=PassingCommand)
@_creation_options
@click.option("-i", "--interactive", is_flag=True, help="Pass our input on to the terminal (with -t).")
@click.option("-d", "--detach", is_flag=True, help="Do not wait for it; print its name.")
@click.option("--rm", "remove", is_flag=True, help="Remove the machine afterwards.")
@json_option
@click.argument("image", shell_complete=complete_images)
@_command_argument
def run(as_json: bool, interactive: bool, detach: bool, remove: bool, **options: Any) -> int:
    """Make a machine from IMAGE and run COMMAND as its workload, here.

    Its output comes out here, and its exit code is ours. Afterwards the machine runs on (ingle shell, ingle stop), unless --rm was given. Ctrl-C goes to the
    command; twice lets go of it. With -it: ctrl-p ctrl-q lets go.
    """
    if interactive and not options["tty"]:
        raise click.UsageError(
            "a workload reads its input from a terminal only: use -it, or pipe into `ingle exec -i`"
        )
    if interactive and not sys.stdin.isatty():
        raise click.UsageError("-it needs a terminal as input")
    if detach and remove:
        raise click.UsageError("-d and --rm exclude each other: remove it later with `ingle rm`")
    with connected() as ingle:
        if remove:
            return _run_once(ingle, interactive=interactive, **options)
        machine = _create(ingle, start=True, **options)
        if machine.state == "stopped":
            machine.start()
        if detach or machine.details.workload.state == "none":
            return _leave_running(machine, as_json=as_json, detach=detach)
        return _follow(ingle, machine, interactive=interactive).code


def _run_once(ingle: "Ingle", *, interactive: bool, **options: Any) -> int:
    """With --rm: the machine goes however this ends, also when it does not start, but not when a person let go of it."""
    from ingle.sdk.errors import ConflictError

    name = options["name"]
    if name and any(machine.name == name for machine in ingle.machines.list()):
        raise ConflictError(
            f"there is already a machine {name!r}, which --rm would remove; choose another name",
            code="machine_name_taken",
        )
    machine = _create(ingle, start=False, **options)
    detached_by_hand = False
    try:
        with _waiting(f"Starting {machine.name}"):
            machine.start()
        if machine.details.workload.state == "none":
            raise click.UsageError("the image has no command of its own: say one, or leave --rm out")
        outcome = _follow(ingle, machine, interactive=interactive)
        detached_by_hand = outcome.detached and interactive
    finally:
        if not detached_by_hand:
            machine.remove(force=True)
    return outcome.code


def _leave_running(machine: "Machine", *, as_json: bool, detach: bool) -> int:
    if as_json:
        print_json(machine.details)
    else:
        print(machine.name)
    if not detach:
        say(
            f"{machine.name} runs, and has no command of its own. Open a shell in it: ingle shell {machine.name}"
        )
    return 0


def _follow(ingle: "Ingle", machine: "Machine", *, interactive: bool) -> "Outcome":
    from ingle.cli.console.execute import attach_to
    from ingle.sdk.machines import WORKLOAD

    return attach_to(ingle.place, machine.name, WORKLOAD, tail=None, interactive=interactive, tty=interactive)


def _create(
    ingle: "Ingle", *, start: bool, image: str, name: str, command: tuple[str, ...], **options: Any
) -> "Machine":
    entrypoint = options["entrypoint"]
    words = command_words(command)
    kept = upkeep(options)
    with _waiting(f"Starting {name or 'a machine'}" if start else ""):
        return ingle.machines.create(
            image,
            name,
            snapshot=options.get("snapshot", ""),
            vcpus=options["vcpus"],
            memory_mib=options["memory"],
            disk_mib=options["disk"],
            command=list(words) if words else None,
            entrypoint=None if entrypoint is None else shlex.split(entrypoint),
            env=read_env(options["env"]),
            user=options["user"],
            working_dir=options["working_dir"],
            hostname=options["hostname"],
            labels=_pairs(options["labels"]),
            tty=options["tty"],
            restart=kept.restart,
            health=kept.health,
            timers=kept.timers,
            start=start,
        )


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{word!r} is not NAME=VALUE", param_hint="--label")
        pairs[name] = value
    return pairs


def _waiting(text: str) -> AbstractContextManager[Any]:
    """A spinner for a person; nothing for a pipe."""
    if not text or not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(text + " …")
