"""The images' RootMaker: Debian's tools and the worker, each a process of its own."""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ingle.drivers.rootfs.busybox import make_busybox
from ingle.drivers.rootfs.debian import make_debian
from ingle.drivers.rootfs.limits import Limits
from ingle.drivers.rootfs.process import run_tool
from ingle.drivers.rootfs.worker import Done, Failure, Job, Message, to_error
from ingle.images.errors import ImageError
from ingle.images.model import Build, ImageConfig, Root
from ingle.images.ports import Report


class LocalMaker:
    """Makes roots on this host, as whoever the daemon runs as; satisfies `images.ports.RootMaker`."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    async def build(self, recipe: Build, work: Path, report: Report) -> Root:
        make = make_debian if recipe.base == "debian" else make_busybox
        layers, config = await make(recipe.packages, work, report)
        return await self._stack(layers, config, work, report)

    async def flatten(self, source: Path, work: Path, report: Report) -> Root:
        return await self._run(Job(str(work), self._limits, source=str(source)), report)

    async def wrap(self, tree: Path, config: ImageConfig, work: Path, report: Report) -> Root:
        return await self._run(Job(str(work), self._limits, tree=str(tree), config=config), report)

    async def _stack(self, layers: Sequence[Path], config: ImageConfig, work: Path, report: Report) -> Root:
        job = Job(str(work), self._limits, layers=[str(layer) for layer in layers], config=config)
        return await self._run(job, report)

    async def _run(self, job: Job, report: Report) -> Root:
        outcome: list[Done | Failure] = []

        def hear(line: str) -> None:
            message = msgspec.json.decode(line, type=Message)
            if isinstance(message, Done | Failure):
                outcome.append(message)
            else:
                report(message.progress)

        argv = [sys.executable, "-m", "ingle.drivers.rootfs.worker"]
        ended = await run_tool(argv, stdin=msgspec.json.encode(job), on_output=hear)
        match outcome:
            case [Done() as done]:
                return done.root
            case [Failure() as failure]:
                raise to_error(failure)
            case _:
                why = _explain(ended.code)
                raise ImageError(f"the image could not be taken apart: {why}", log_tail=ended.tail)


def _explain(code: int) -> str:
    """A signal comes as the shell tells it: 128 more."""
    return (
        f"its process was ended by signal {code - 128}"
        if code > 128
        else f"its process ended with status {code}"
    )
