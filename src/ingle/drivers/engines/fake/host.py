"""The computer that fake VMMs run on. Plain state without tasks: a new engine over the same host finds what an earlier one started."""

import itertools
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import anyio

from ingle.base.clock import Clock, SystemClock
from ingle.drivers.guest.fake import FakeAgent, FakeDelays
from ingle.machines.errors import EngineError
from ingle.machines.ports import VmmExit, VmmIdentity

BOOT_ID = "00000000-0000-4000-8000-000000000000"


@dataclass
class Faults:
    """What goes wrong, and how slowly things go; tests change it at any time."""

    prepare: EngineError | None = None
    boot: EngineError | None = None
    boot_seconds: float = 0.0
    refuse_connections: bool = False
    guest: FakeDelays = field(default_factory=FakeDelays)  # of guests that boot from now on


class FakeProcess:
    """One VMM process with its guest."""

    def __init__(self, machine_id: str, directory: Path, identity: VmmIdentity, agent: FakeAgent) -> None:
        self.machine_id = machine_id
        self.directory = directory
        self.identity = identity
        self.agent = agent
        self._exit: VmmExit | None = None
        self._killed = anyio.Event()
        self._running = anyio.Event()
        self._running.set()

    @property
    def exit(self) -> VmmExit | None:
        """How it ended, once it has; a guest that has powered off ends its VMM."""
        if self._exit is None and self.agent.powered_off:
            self._exit = VmmExit(0, None, "")
        return self._exit

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def pause(self) -> None:
        if not self.paused:
            self._running = anyio.Event()

    def resume(self) -> None:
        self._running.set()

    def end(self, exit_: VmmExit) -> None:
        if self.exit is None:
            self._exit = exit_
            self._killed.set()
            self._running.set()

    async def wait_running(self) -> None:
        """Return when it is not paused."""
        await self._running.wait()

    async def wait_killed(self) -> None:
        """Return when it was ended from outside."""
        await self._killed.wait()

    async def wait_ended(self) -> None:
        if self.exit is not None:
            return
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._wait_powered_off, tasks.cancel_scope)
            await self._killed.wait()
            tasks.cancel_scope.cancel()

    async def _wait_powered_off(self, scope: anyio.CancelScope) -> None:
        await self.agent.wait_powered_off()
        scope.cancel()


class FakeHost:
    """Its processes and its faults. `agent(machine_id)` is the guest of the machine's present VMM, to look into."""

    def __init__(self, *, clock: Clock | None = None, faults: Faults | None = None) -> None:
        self.clock = clock or SystemClock()
        self.faults = faults or Faults()
        self._pids = itertools.count(1000)
        self._processes: list[FakeProcess] = []

    def start(self, machine_id: str, directory: Path) -> FakeProcess:
        pid = next(self._pids)
        agent = FakeAgent(clock=self.clock, delays=self.faults.guest)
        process = FakeProcess(machine_id, directory, VmmIdentity(pid, pid * 10, BOOT_ID), agent)
        self._processes.append(process)
        return process

    def processes(self) -> Iterator[FakeProcess]:
        """Those that run."""
        return (process for process in self._processes if process.exit is None)

    def process(self, machine_id: str) -> FakeProcess | None:
        return next((process for process in self.processes() if process.machine_id == machine_id), None)

    def agent(self, machine_id: str) -> FakeAgent:
        process = self.process(machine_id)
        if process is None:
            raise KeyError(machine_id)
        return process.agent

    def crash(self, machine_id: str, *, log_tail: str = "qemu: fatal: fake") -> None:
        """The machine's VMM dies of itself."""
        if (process := self.process(machine_id)) is not None:
            process.end(VmmExit(None, signal.SIGABRT, log_tail))
