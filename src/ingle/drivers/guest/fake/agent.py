"""The fake agent: a guest in memory, and `serve`, which speaks the guest protocol for it over one byte stream after another."""

import signal
import stat
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import anyio
import msgspec
from anyio.abc import ByteStream

from ingle.base.clock import Clock, SystemClock
from ingle.drivers.guest import requests
from ingle.drivers.guest.fake.kernel import Context, Process, Program
from ingle.drivers.guest.fake.link import Link
from ingle.drivers.guest.fake.methods import Methods
from ingle.drivers.guest.fake.session import Session
from ingle.drivers.guest.fake.sessions import Sessions
from ingle.drivers.guest.fake.tree import Tree
from ingle.drivers.guest.frame import Frame, Type
from ingle.drivers.guest.messages import VERSION, Event, ListeningPort, Ready, pack

_LAST_WORDS = 1.0  # seconds for the host to read the answer to a power off


@dataclass(frozen=True)
class FakeDelays:
    """How slow the guest is, in seconds; math.inf for never."""

    ready: float = 0.0  # from HELLO to READY
    answer: float = 0.0  # before each OPEN is looked at


class FakeAgent:
    """One guest. It lives as long as the object: links, daemons and event loops may come and go.

    Tests may set `version`, refuse methods (`failures["write"] = "no_space"`), and let programs listen on ports (`listeners[80] = cat`).
    """

    def __init__(self, *, clock: Clock | None = None, delays: FakeDelays | None = None) -> None:
        self.clock = clock or SystemClock()
        self.delays = delays or FakeDelays()
        self.version = VERSION
        self.failures: dict[str, str] = {}
        self.listeners: dict[int, Callable[[Context], Program]] = {}
        self.tree = Tree(self.clock)
        self.sessions = Sessions(self.clock, self.tree, self._session_ended, self._emit)
        self.configuration: requests.Configure | None = None
        self.boot_id = str(uuid.uuid4())
        self._started = self.clock.monotonic()
        self._methods = Methods(self)
        self._told_ports: list[ListeningPort] | None = None  # to the host that has its READY
        self._off_at: float | None = None
        self._powered_off = False
        self._waiting_for_off: set[anyio.Event] = set()  # an event belongs to one event loop
        self._link: Link | None = None
        self._serving: anyio.CancelScope | None = None

    def twin(self, *, later: float = 0.0) -> "FakeAgent":
        """The same guest as it is now, in the same boot, to go its own way. Kept output and files are there, programs go on where they are (see
        Process.continue_from), links are not. `later`: seconds that have passed on the clock since it stood still."""
        twin = FakeAgent(clock=self.clock, delays=self.delays)
        twin.version, twin.failures, twin.listeners = self.version, dict(self.failures), dict(self.listeners)
        twin.configuration, twin.boot_id = self.configuration, self.boot_id
        twin._started = self._started + later
        twin._off_at = None if self._off_at is None else self._off_at + later
        twin._powered_off = self._powered_off
        twin.tree.become(self.tree)
        twin.sessions.continue_from(self.sessions, later=later)
        twin.tree.become(self.tree)
        return twin

    @property
    def powered_off(self) -> bool:
        return self._powered_off

    async def wait_powered_off(self) -> None:
        """Return once the guest has powered itself off."""
        if self._powered_off:
            return
        told = anyio.Event()
        self._waiting_for_off.add(told)
        try:
            await told.wait()
        finally:
            self._waiting_for_off.discard(told)

    async def serve(self, channel: ByteStream) -> None:
        """Speak over the channel until it ends, the guest powers off, or another channel takes its place."""
        if self._serving is not None:
            self._serving.cancel()
        if self.powered_off:
            await anyio.aclose_forcefully(channel)
            return
        self._told_ports = None
        link = Link(
            channel,
            ready=self._ready,
            ready_delay=self.delays.ready,
            answer_delay=self.delays.answer,
            open_stream=self._methods.open,
            advance=self._advance,
        )
        with anyio.CancelScope() as scope:
            self._link, self._serving = link, scope
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._end_with_power, scope)
                await link.serve()
                tasks.cancel_scope.cancel()
        if self._serving is scope:
            self._link = self._serving = None

    @property
    def asked(self) -> bool:
        """Whether anything was asked over the present link."""
        return self._link is not None and self._link.asked

    @property
    def uptime_ns(self) -> int:
        return int((self.clock.monotonic() - self._started) * 1e9)

    def configure(self, configuration: requests.Configure) -> None:
        told = {
            name: value
            for name in configuration.__struct_fields__
            if (value := getattr(configuration, name)) is not None
        }
        self.configuration = msgspec.structs.replace(self.configuration or requests.Configure(), **told)
        if configuration.thaw:
            self.sessions.hold(held=False)
        if configuration.env is not None:
            self.sessions.env = configuration.env
        if configuration.hostname is not None:
            node = self.tree.node(stat.S_IFREG | 0o644)
            node.content = configuration.hostname.encode() + b"\n"
            self.tree.put(b"/etc/hostname", node)

    def power_off(self, grace_seconds: float) -> None:
        """The workload gets its stop signal, everything else SIGTERM; what is left after the grace is killed."""
        self._emit(Event(event="powering_off"))
        self.sessions.hold(held=False)
        self._off_at = self.clock.monotonic() + grace_seconds
        for session in self.sessions.running():
            session.signal(session.request.stop_signal or signal.SIGTERM)

    def listener(
        self, port: int, output: Callable[[int, bytes], None], has_room: Callable[[], bool]
    ) -> Process | None:
        """A process that serves one connection to the port, if a program listens there."""
        program = self.listeners.get(port)
        if program is None:
            return None
        context = Context([b"listener"], {}, b"/", 0, self.tree)
        return Process(program(context), self.clock, output, has_room)

    def _advance(self) -> bool:
        more = self.sessions.advance()
        self._tell_ports()
        if self._off_at is not None and self._may_go_off(self._off_at):
            self._powered_off = True
            for told in self._waiting_for_off:
                told.set()
        return more

    def _may_go_off(self, deadline: float) -> bool:
        now = self.clock.monotonic()
        answered = self._link is None or self._link.flushed or now >= deadline + _LAST_WORDS
        return answered and (now >= deadline or not self.sessions.running())

    def ports(self) -> list[ListeningPort]:
        return [ListeningPort(port, "127.0.0.1", pid=1, name="listener") for port in sorted(self.listeners)]

    def _tell_ports(self) -> None:
        now = self.ports()
        if self._told_ports is not None and now != self._told_ports and not self.sessions.frozen:
            self._told_ports = now
            self._emit(Event(event="ports", ports=now))

    def _ready(self) -> Ready:
        self._told_ports = []
        return Ready(
            version=self.version,
            boot_id=self.boot_id,
            agent="fake",
            kernel="6.0.0-fake",
            configured=self.configuration is not None,
            frozen=self.sessions.frozen,
            uptime_ns=self.uptime_ns,
            sessions=self.sessions.describe().sessions,
        )

    def _session_ended(self, session: Session) -> None:
        message = session.describe()
        self._emit(Event(event="session_exit", session=message.id, exit=message.exit, role=message.role))

    def _emit(self, event: Event) -> None:
        if self._link is not None and self._link.key:
            self._link.send(Frame(Type.EVENT, 0, pack(event)))

    async def _end_with_power(self, scope: anyio.CancelScope) -> None:
        await self.wait_powered_off()
        scope.cancel()
