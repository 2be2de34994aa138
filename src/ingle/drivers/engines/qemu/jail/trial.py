"""Whether jails work on this host: by making one. A kernel, a container around us or a missing package can each forbid a part, and no file says so."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import anyio
from anyio import to_thread

from ingle.base.errors import IngleError, UnavailableError
from ingle.drivers.engines.qemu.files import tail
from ingle.drivers.engines.qemu.jail.network import PROGRAMS
from ingle.drivers.engines.qemu.jail.plan import JailPlan
from ingle.drivers.engines.qemu.jail.start import Jail
from ingle.runtime.processes import Detached, ProgramMissingError, find_program

JailChoice = Literal["auto", "on", "off"]
_PROGRAM = "sleep"


@dataclass(frozen=True)
class Verdict:
    """How VMMs are confined here. `lacking`: why not better; empty when nothing lacks."""

    jail: Jail | None
    lacking: str = ""


_verdict: list[Verdict] = []  # of this process: what the host allows does not change while it runs


async def find_jail(choice: JailChoice) -> Verdict:
    """The jail that the settings ask for, and that has been tried. Raises UnavailableError when it has to be one and cannot."""
    if choice == "off":
        return Verdict(None, "switched off in the settings (jail)")
    if not _verdict:
        _verdict.append(await try_jails())
    verdict = _verdict[0]
    if choice == "on" and verdict.lacking:
        raise UnavailableError(f"the settings ask for jails, and here {verdict.lacking}")
    return verdict


async def try_jails() -> Verdict:
    """The best that works: a jail with a network of its own, one that shares the host's, none."""
    try:
        bwrap = find_program("bwrap")
        await _try(Jail(bwrap, None))
    except (IngleError, OSError) as error:
        return Verdict(None, _words(error))
    try:
        slirp4netns, *_ = [find_program(name) for name in PROGRAMS]
        best = Jail(bwrap, slirp4netns)
        await _try(best)
    except (IngleError, OSError) as error:
        return Verdict(Jail(bwrap, None), f"machines share the host's network: {_words(error)}")
    return Verdict(best)


async def _try(jail: Jail) -> None:
    """Start something in it that stays, so that it surely got in. Raises what `Jail.spawn` does."""
    program = await to_thread.run_sync(find_program(_PROGRAM).resolve)
    with TemporaryDirectory(prefix="ingle-jail-") as folder:
        directory = await to_thread.run_sync(Path(folder).resolve)
        start = Detached([str(program), "infinity"], directory / "log", directory, {})
        process = await jail.spawn(start, JailPlan(directory, sees_itself=True))
        alive = process.alive
        with anyio.CancelScope(shield=True):
            await process.kill()
        process.release()
        if not alive:
            raise UnavailableError(tail(start.log) or "a jailed program ends")


def _words(error: Exception) -> str:
    if isinstance(error, ProgramMissingError):
        return f"{error.fields['program']} is not installed"
    return error.sentence if isinstance(error, IngleError) else str(error)
