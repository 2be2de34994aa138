"""Machines on a fake host: a `Town` outlives its daemons as a computer does, `daemon()` is one daemon's life in it."""

import itertools
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import sqlalchemy as sa

from ingle.accounts import NO_LIMITS, Limits
from ingle.base.clock import SystemClock
from ingle.base.errors import NotFoundError
from ingle.drivers.boot.fake import FakeKernels
from ingle.drivers.engines.fake import FakeHost, open_engine
from ingle.drivers.guest import AgentConnector
from ingle.drivers.host import FakeComputer
from ingle.machines import Machine, MachineRequest, MachineService, MachineSettings
from ingle.machines.model import Kind
from ingle.machines.ports import Engine, Kernels, Work
from ingle.machines.settings import Timeouts, Waiting
from ingle.runtime.bus import Bus, Fact
from ingle.runtime.db import Database, lock

ANN, BOB = "usr_ann", "usr_bob"
PATIENCE = 30.0  # seconds; for a condition that is expected at once

QUICK = MachineSettings(
    timeouts=Timeouts(
        boot=timedelta(seconds=5),
        link=timedelta(seconds=5),
        request=timedelta(seconds=5),
        margin=timedelta(seconds=0.5),
    ),
    waiting=Waiting(each=0),  # what waits is another process of the host than the test has made
)


@dataclass(frozen=True)
class Image:
    id: str = "img_busybox"
    name: str = "busybox"
    root: Path = Path("/dev/null")
    entrypoint: tuple[str, ...] = ()
    cmd: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    user: str = ""
    working_dir: str = ""
    stop_signal: str = ""


class Images:
    """By name or id, whoever asks."""

    def __init__(self, *images: Image) -> None:
        self.images = list(images)

    async def find(self, _owner: str, reference: str) -> Image:
        for image in self.images:
            if reference in (image.id, image.name):
                return image
        raise NotFoundError(f"no image {reference}")

    async def known(self, image_id: str) -> Image:
        return await self.find("", image_id)


class Book:
    """What each owner may have; everything, when it is not said."""

    def __init__(self) -> None:
        self.limits: dict[str, Limits] = {}

    def say(self, owner: str, **limits: int) -> None:
        self.limits[owner] = replace(NO_LIMITS, **limits)

    def hold(self, connection: sa.Connection, user_id: str) -> Limits:
        lock(connection, user_id)
        return self.limits.get(user_id, NO_LIMITS)


class CountedRandom:
    """Different bytes at every call, the same in every run."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def __call__(self, size: int) -> bytes:
        return next(self._count).to_bytes(size, "big")


class FakeMeter:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.done: list[Work] = []
        self.failed: list[Work] = []
        self.still: list[Kind] = []
        self.wait = 0

    def waiting(self, count: int) -> None:
        self.wait = count

    def took(self, work: Work, seconds: float, *, failed: bool) -> None:
        assert seconds >= 0
        (self.failed if failed else self.done).append(work)

    def stood_still(self, why: Kind, seconds: float) -> None:
        assert seconds >= 0
        self.still.append(why)


@dataclass
class Daemon:
    machines: MachineService
    bus: Bus
    facts: list[Fact]

    async def create(self, name: str = "one", **request: Any) -> Machine:
        """Ann's."""
        machine, _ = await self.machines.create(ANN, name, asked(**request))
        return machine

    async def log(self, name: str = "one", **options: Any) -> bytes:
        """What the workload wrote, as far as it is logged."""
        parts = await self.machines.logs.read(ANN, name, **options)
        return b"".join([record.content async for records in parts for record in records])


def asked(image: str = "busybox", **request: Any) -> MachineRequest:
    if isinstance(request.get("command"), list):
        request["command"] = tuple(request["command"])
    return MachineRequest(image, **request)


def sh(script: str) -> tuple[str, ...]:
    return ("sh", "-c", script)


@dataclass
class Town:
    db: Database
    data_dir: Path
    host: FakeHost = field(default_factory=FakeHost)
    images: Images = field(default_factory=lambda: Images(Image()))
    settings: MachineSettings = QUICK
    engine: Callable[[], AbstractAsyncContextManager[Engine]] | None = None  # default: the fake one on `host`
    kernels: Kernels = field(default_factory=FakeKernels)
    book: Book = field(default_factory=Book)
    computer: FakeComputer = field(default_factory=FakeComputer)
    meter: FakeMeter = field(default_factory=FakeMeter)

    def within(self, **timeouts: float) -> None:
        """Other time-outs, in seconds, for daemons from now on."""
        given = {name: timedelta(seconds=seconds) for name, seconds in timeouts.items()}
        self.settings = replace(self.settings, timeouts=replace(self.settings.timeouts, **given))

    @asynccontextmanager
    async def daemon(self) -> AsyncIterator[Daemon]:
        """Leaving is what a crash is to machines: nothing of them is touched."""
        clock = SystemClock()
        bus = Bus(clock)
        opened = self.engine() if self.engine is not None else open_engine(self.host)
        async with opened as engine, anyio.create_task_group() as group:
            machines = MachineService(
                db=self.db,
                bus=bus,
                clock=clock,
                random=os.urandom,
                engine=engine,
                connector=AgentConnector(),
                images=self.images,
                kernels=self.kernels,
                limits=self.book,
                host=self.computer,
                meter=self.meter,
                settings=self.settings,
                data_dir=self.data_dir,
            )
            facts: list[Fact] = []
            with bus.subscribe() as subscription:

                async def listen() -> None:
                    async for fact in subscription:
                        facts.append(fact)  # noqa: PERF401 - it never ends

                group.start_soon(listen)
                async with machines.running():
                    yield Daemon(machines, bus, facts)
                group.cancel_scope.cancel()


async def until(condition: Callable[[], Any]) -> None:
    """Return once the condition (a function, or one that is awaited) is true."""
    with anyio.fail_after(PATIENCE):
        while True:
            answer = condition()
            if hasattr(answer, "__await__"):
                answer = await answer
            if answer:
                return
            await anyio.sleep(0.005)
