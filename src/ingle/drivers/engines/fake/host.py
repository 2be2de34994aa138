"""The computer that fake VMMs run on. Plain state without tasks: a new engine over the same host finds what an earlier one started."""

import itertools
import signal
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import anyio

from ingle.base.clock import Clock, SystemClock
from ingle.drivers.engines.fake.disks import FakeDisks
from ingle.drivers.guest.fake import FakeAgent, FakeDelays
from ingle.machines.errors import EngineError
from ingle.machines.ports import VmmExit, VmmIdentity, VmmSpec

BOOT_ID = "00000000-0000-4000-8000-000000000000"


@dataclass
class Faults:
    """What goes wrong, and how slowly things go; tests change it at any time."""

    prepare: EngineError | None = None
    boot: EngineError | None = None
    boot_seconds: float = 0.0
    capture: EngineError | None = None
    capture_seconds: float = 0.0
    restore: EngineError | None = None
    restore_seconds: float = 0.0
    merge: EngineError | None = None
    refuse_connections: bool = False
    guest: FakeDelays = field(default_factory=FakeDelays)  # of guests that boot from now on
    timerless: int = 0  # so many of them find no timer


class FakeProcess:
    """One VMM process with its guest."""

    def __init__(
        self, spec: VmmSpec, identity: VmmIdentity, agent: FakeAgent, image: Path | None = None
    ) -> None:
        self.machine_id = spec.machine_id
        self.directory = spec.directory
        self.identity = identity
        self.agent = agent
        self.memory_mib = spec.memory_mib
        self.layer = spec.disk[0].path  # that is written to
        self.image = image  # the flat one that it was restored from
        self.cut_channel: Callable[[], None] = lambda: None
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


@dataclass(frozen=True)
class Moment:
    """A guest as it was captured. Never changes."""

    agent: FakeAgent
    at: float  # of the monotonic clock


class FakeHost:
    """Its processes and its faults. `agent(machine_id)` is the guest of the machine's present VMM, to look into."""

    def __init__(self, *, clock: Clock | None = None, faults: Faults | None = None) -> None:
        self.clock = clock or SystemClock()
        self.faults = faults or Faults()
        self.disks = FakeDisks()
        self._pids = itertools.count(1000)
        self._tokens = itertools.count(1)
        self._moments: dict[str, Moment] = {}
        self._processes: list[FakeProcess] = []

    def start(self, spec: VmmSpec) -> FakeProcess:
        """A guest that boots from the disk."""
        agent = FakeAgent(clock=self.clock, delays=self.faults.guest)
        self.disks.mount(spec.disk, agent.tree)
        self._find_timer(agent)
        return self._run(FakeProcess(spec, self._identity(), agent))

    def _find_timer(self, agent: FakeAgent) -> None:
        found = agent.tree.node(stat.S_IFREG | 0o444)
        found.content = b"           CPU0\nLOC:       %d   Local timer interrupts\n" % (
            self.faults.timerless <= 0
        )
        agent.tree.put(b"/proc/interrupts", found, parents=True)
        self.faults.timerless -= 1

    def restore(self, spec: VmmSpec, token: str, image: Path) -> FakeProcess:
        """A paused guest as it was captured. Raises KeyError."""
        moment = self._moments[token]
        agent = moment.agent.twin(later=self.clock.monotonic() - moment.at)
        agent.delays = self.faults.guest
        self.disks.follow(spec.disk[0].path, agent.tree)
        process = FakeProcess(spec, self._identity(), agent, image)
        process.pause()
        return self._run(process)

    def freeze(self, process: FakeProcess) -> str:
        """Keep the guest as it is now; a token for it."""
        token = f"moment-{next(self._tokens)}"
        self._moments[token] = Moment(process.agent.twin(), self.clock.monotonic())
        return token

    def _identity(self) -> VmmIdentity:
        pid = next(self._pids)
        return VmmIdentity(pid, pid * 10, BOOT_ID)

    def _run(self, process: FakeProcess) -> FakeProcess:
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

    def crash(self, machine_id: str, *, log_tail: str = "qemu: fatal: fake", reason: str = "") -> None:
        """The machine's VMM dies of itself, or is ended by the host, which then knows the reason."""
        if (process := self.process(machine_id)) is not None:
            process.end(VmmExit(None, signal.SIGABRT, log_tail, reason))

    def cut(self, machine_id: str) -> None:
        """The connection to the machine's agent breaks; the VMM lives."""
        if (process := self.process(machine_id)) is not None:
            process.cut_channel()
