"""What the fake agent does for each method of the protocol."""

from itertools import islice
from typing import TYPE_CHECKING

from ingle.drivers.guest import requests
from ingle.drivers.guest.fake.archive import Packing, Unpacking
from ingle.drivers.guest.fake.changes import Watching
from ingle.drivers.guest.fake.stream import Stream
from ingle.drivers.guest.fake.transfer import Connected, Reading, Silent, Writing
from ingle.drivers.guest.fake.tree import RefusedError, describe
from ingle.drivers.guest.frame import Type
from ingle.drivers.guest.messages import (
    ActivityReport,
    Closed,
    Entries,
    MalformedError,
    Message,
    MetricsReport,
    PortList,
    unpack,
)

if TYPE_CHECKING:
    from ingle.drivers.guest.fake.agent import FakeAgent

_BATCH = 256
_BUSY = b"/run/ingle/busy"
_BEFORE_CONFIGURE = (requests.Configure, requests.Metrics, requests.PowerOff)
_KNOWN = frozenset(form.__struct_config__.tag for form in requests.Request.__subclasses__())


class Named(Message):
    """The part of an OPEN that tells the method."""

    method: str


class Methods:
    def __init__(self, agent: "FakeAgent") -> None:
        self._agent = agent

    def open(self, stream: Stream, payload: bytes) -> None:
        """Begin what an OPEN asks for, or close its stream with the reason."""
        try:
            name = unpack(payload, Named).method
            if name not in _KNOWN:
                raise RefusedError("unknown_method", f"there is no method {name}")
            if name in self._agent.failures:
                raise RefusedError(self._agent.failures[name], "injected")
            request: requests.AnyRequest = unpack(payload, requests.AnyRequest)  # type: ignore[arg-type]  # a union is no class
            if self._agent.configuration is None and not isinstance(request, _BEFORE_CONFIGURE):
                raise RefusedError("not_configured")
            self._begin(stream, request)
        except MalformedError as error:
            stream.refuse("invalid", str(error))
        except RefusedError as error:
            stream.refuse(error.code, error.message)

    def _begin(self, stream: Stream, request: requests.AnyRequest) -> None:
        agent = self._agent
        match request:
            case requests.Exec():
                agent.sessions.start(stream, request)
            case requests.Attach():
                agent.sessions.attach(stream, request)
            case requests.Read():
                Reading.begin(stream, request, agent.tree)
            case requests.Write():
                Writing.begin(stream, request, agent.tree)
            case requests.Pack():
                Packing.begin_packing(stream, request, agent.tree)
            case requests.Unpack():
                Unpacking.begin(stream, request, agent.tree)
            case requests.Watch():
                Watching.begin(stream, request, agent.tree)
            case requests.List():
                self._list(stream, request)
            case requests.Connect():
                self._connect(stream, request)
            case _:
                stream.handler = Silent()
                stream.close(self._do(request))

    def _do(self, request: requests.AnyRequest) -> Message:
        """The methods that are answered at once."""
        agent = self._agent
        match request:
            case requests.Configure():
                agent.configure(request)
            case requests.Freeze():
                agent.sessions.hold(held=True)
            case requests.Thaw():
                agent.sessions.hold(held=False)
            case requests.PowerOff():
                agent.power_off(request.grace_ms / 1000)
            case requests.SessionSignal():
                agent.sessions.find(request.session).signal(request.signal)
            case requests.SessionRemove():
                agent.sessions.remove(request.session)
            case _:
                return self._tell(request)
        return Closed()

    def _tell(self, request: requests.AnyRequest) -> Message:
        """The methods that only look."""
        agent = self._agent
        match request:
            case requests.Metrics():
                return self._metrics()
            case requests.Activity():
                return self._activity()
            case requests.Ports():
                return PortList(ports=agent.ports())
            case requests.Sessions():
                return agent.sessions.describe()
            case _:
                return self._do_file(request)

    def _do_file(self, request: requests.AnyRequest) -> Message:
        tree = self._agent.tree
        match request:
            case requests.StatPath():
                return describe(tree.find(request.path, follow=request.follow))
            case requests.Mkdir():
                tree.mkdir(request.path, request.mode, parents=request.parents)
            case requests.Move():
                tree.move(request.source, request.destination, overwrite=request.overwrite)
            case requests.Remove():
                tree.remove(request.path, recursive=request.recursive)
        return Closed()

    def _list(self, stream: Stream, request: requests.List) -> None:
        entries = self._agent.tree.entries(request.path)
        stream.send(Type.OPENED, Closed())
        while batch := list(islice(entries, _BATCH)):
            stream.send(Type.MESSAGE, Entries(entries=batch))
        stream.close()

    def _connect(self, stream: Stream, request: requests.Connect) -> None:
        waiting = bytearray()
        process = self._agent.listener(
            request.port, lambda _, data: waiting.extend(data), lambda: not waiting
        )
        if process is None:
            raise RefusedError("connection_refused", f"nothing listens on port {request.port}")
        stream.send(Type.OPENED, Closed())
        stream.handler = connected = Connected(stream, process, waiting)
        connected.pump()

    def _activity(self) -> ActivityReport:
        declared = [_BUSY.decode()] if self._agent.tree.has(_BUSY) else []
        reasons = declared + self._agent.sessions.activity()
        return ActivityReport(busy=bool(reasons), reasons=reasons)

    def _metrics(self) -> MetricsReport:
        return MetricsReport(
            cpu_ns=1_000_000,
            uptime_ns=self._agent.uptime_ns,
            memory_total=512 << 20,
            memory_available=400 << 20,
            load=(0.0, 0.0, 0.0),
            processes=1 + len(self._agent.sessions.running()),
            disk_total=4 << 30,
            disk_free=3 << 30,
            net_rx=0,
            net_tx=0,
            disk_read=0,
            disk_written=0,
        )
