"""The agent in a machine, as machines see it: each method of the protocol as a call."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

from anyio.abc import ByteStream

from ingle.drivers.guest import requests
from ingle.drivers.guest.files import Files
from ingle.drivers.guest.frame import Type
from ingle.drivers.guest.link import Link
from ingle.drivers.guest.messages import ActivityReport, Closed, MetricsReport, Opened, PortList, SessionList
from ingle.drivers.guest.process import Process
from ingle.drivers.guest.stream import Stream
from ingle.drivers.guest.tcp import TcpStream
from ingle.drivers.guest.values import from_configuration, from_process_spec, to_metrics, to_ports, to_session
from ingle.machines.errors import GuestLostError
from ingle.machines.ports import (
    GuestActivity,
    GuestConfiguration,
    GuestEvent,
    GuestMetrics,
    GuestPort,
    GuestReady,
    GuestSession,
    ProcessSpec,
)


class Agent:
    """Satisfies GuestLink."""

    def __init__(self, link: Link, ready: GuestReady) -> None:
        self._link = link
        self._ready = ready
        self._files = Files(link)

    @property
    def ready(self) -> GuestReady:
        return self._ready

    @property
    def files(self) -> Files:
        return self._files

    async def configure(self, configuration: GuestConfiguration) -> None:
        await self._link.call(from_configuration(configuration), Closed)

    async def freeze(self) -> None:
        await self._link.call(requests.Freeze(), Closed)

    async def thaw(self) -> None:
        await self._link.call(requests.Thaw(), Closed)

    async def exec(self, spec: ProcessSpec) -> Process:
        stream, opened = await self._opened(from_process_spec(spec))
        return Process(stream, spec.session, opened.pid)

    async def attach(self, session: str, *, since: int | None = None, tail: int | None = None) -> Process:
        stream, opened = await self._opened(requests.Attach(session, since, tail, input=True))
        begins = opened.first if since is None else max(opened.first, since)
        if tail is not None:
            begins = max(begins, opened.next - tail)
        return Process(stream, session, opened.pid, lost=opened.lost, offset=begins)

    async def sessions(self) -> Sequence[GuestSession]:
        async with self._link.stream(requests.Sessions()) as stream:
            answer = await stream.expect(Type.CLOSE, SessionList)
            with stream.judging("sessions"):
                return [to_session(session) for session in answer.sessions]

    async def signal(self, session: str, number: int) -> None:
        await self._link.call(requests.SessionSignal(session, number), Closed)

    async def forget(self, session: str) -> None:
        await self._link.call(requests.SessionRemove(session), Closed)

    async def connect(self, port: int) -> ByteStream:
        stream = await self._link.open(requests.Connect(port))
        try:
            await stream.expect(Type.OPENED, Closed)
        except BaseException:
            stream.close()
            raise
        return TcpStream(stream)

    async def metrics(self) -> GuestMetrics:
        return to_metrics(await self._link.call(requests.Metrics(), MetricsReport))

    async def activity(self) -> GuestActivity:
        report = await self._link.call(requests.Activity(), ActivityReport)
        return GuestActivity(report.busy, tuple(report.reasons))

    async def ports(self) -> Sequence[GuestPort]:
        return to_ports((await self._link.call(requests.Ports(), PortList)).ports)

    async def sync(self) -> None:
        await self._link.call(requests.Sync(), Closed)

    async def power_off(self, grace_seconds: float) -> None:
        async with self._link.stream(requests.PowerOff(round(grace_seconds * 1000))) as stream:
            with suppress(GuestLostError):  # the machine may be off before its answer is here
                await stream.expect(Type.CLOSE, Closed)

    def events(self) -> AsyncIterator[GuestEvent]:
        return aiter(self._link.events)

    async def wait_lost(self) -> None:
        await self._link.wait_lost()

    async def _opened(self, request: requests.Exec | requests.Attach) -> tuple[Stream, Opened]:
        stream = await self._link.open(request)
        try:
            return stream, await stream.expect(Type.OPENED, Opened)
        except BaseException:
            stream.close()
            raise
