"""Machines: the collection, and one of them as an object with the verbs of the command line."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from typing import Literal

import anyio
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from ingle.sdk.errors import ConnectionLostError, OverdueError
from ingle.sdk.files import AsyncFiles
from ingle.sdk.forward import Forward, forward
from ingle.sdk.groups import open_group
from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.sdk.logs import LogChunk, follow_logs
from ingle.sdk.pages import HERE, page_of
from ingle.sdk.processes import AsyncProcess, Result
from ingle.sdk.trees import Progress, copy_in, copy_out
from ingle.wire import machines as wire
from ingle.wire.gateway import PortAddress

WORKLOAD = "workload"  # the session that runs what the image or the create asked for
COLLECTED = 64 << 20  # bytes of output that exec() keeps


class AsyncMachine:
    """A machine as it was when last heard of: every verb renews `details`, `refresh()` does nothing else."""

    def __init__(self, http: Http, details: wire.Machine) -> None:
        self._http = http
        self.details = details
        self.files = AsyncFiles(http, details.id)

    def __repr__(self) -> str:
        return f"<machine {self.name} {self.state}>"

    @property
    def id(self) -> str:
        return self.details.id

    @property
    def name(self) -> str:
        return self.details.name

    @property
    def state(self) -> wire.MachineState:
        return self.details.state

    # --- its life ---

    async def refresh(self) -> None:
        self.details = await self._http.call(wire.Machine, "GET", self._path())

    async def start(self) -> None:
        await self._change("start")

    async def stop(self, *, grace_seconds: float = 10.0) -> None:
        """Ask it to end, and after the grace end it. With a grace of 0 the memory of a sleeping one is dropped; else it is woken to be asked."""
        await self._change("stop", wire.MachineStop(grace_seconds=grace_seconds))

    async def restart(self, *, grace_seconds: float = 10.0) -> None:
        await self._change("restart", wire.MachineStop(grace_seconds=grace_seconds))

    async def pause(self) -> None:
        await self._change("pause")

    async def resume(self) -> None:
        await self._change("resume")

    async def rename(self, name: str) -> None:
        await self._update(wire.MachineUpdate(name=name))

    async def relabel(self, labels: Mapping[str, str]) -> None:
        """Replace its labels."""
        await self._update(wire.MachineUpdate(labels=dict(labels)))

    async def remove(self, *, force: bool = False) -> None:
        """With its writable layer. A running one only with force."""
        await self._http.send("DELETE", self._path(), params={"force": force or None})

    async def set_timers(
        self,
        *,
        keep_hot: bool | None = None,
        warm_after: float | UnsetType | None = UNSET,
        cold_after: float | UnsetType | None = UNSET,
        stop_after: float | UnsetType | None = UNSET,
        remove_after: float | UnsetType | None = UNSET,
    ) -> None:
        """When it is put to rest, stopped and removed by itself: seconds, 0 for never, None for what the daemon's settings say. What is not named
        stays as it is. Raises InvalidError beyond a year."""
        await self.refresh()
        timers = self.details.timers
        named = {
            "warm_after": warm_after,
            "cold_after": cold_after,
            "stop_after": stop_after,
            "remove_after": remove_after,
        }
        changed = replace(
            timers,
            keep_hot=timers.keep_hot if keep_hot is None else keep_hot,
            **{name: value for name, value in named.items() if value is not UNSET},
        )
        await self._update(wire.MachineUpdate(timers=changed))

    # --- rest, moments and forks ---

    async def cool(self) -> None:
        """Let its processors stand still (warm) until somebody uses it, which takes milliseconds then. Raises ConflictError when it does not run."""
        await self._change("cool")

    async def sleep(self) -> None:
        """Write its memory to disk and end its process (cold) until somebody uses it. Raises UnavailableError (code `feature_missing`) where the engine
        cannot, ConflictError when it does not run; after a failure it runs on."""
        await self._change("sleep")

    async def wake(self) -> None:
        """Any use of it does the same. Raises FailedError (code `snapshot_damaged`) or ConflictError (`snapshot_incompatible`); it sleeps on then."""
        await self._change("wake")

    async def snapshot(self, name: str = "") -> wire.Snapshot:
        """Keep it as it is now, memory, processes and disk; it goes on. No name: one is made up. Raises ConflictError for a name in use."""
        body = wire.SnapshotCreate(name=name)
        return await self._http.call(wire.Snapshot, "POST", self._path("snapshots"), body=body)

    async def restore(self, snapshot: str) -> None:
        """Make it what it was at a snapshot of it (name or id); what it has become since is thrown away. Raises NotFoundError, ConflictError (code
        `snapshot_of_another`)."""
        body = wire.MachineRestore(snapshot=snapshot)
        self.details = await self._http.call(wire.Machine, "POST", self._path("restore"), body=body)

    async def fork(self, name: str = "", count: int = 1) -> "Sequence[AsyncMachine]":
        """New machines that go on as it is now, beside it; several are called name-1, name-2, … All or none. Raises ConflictError for a name in use."""
        body = wire.MachineFork(name=name, count=count)
        made = await self._http.call(Forked, "POST", self._path("fork"), body=body)
        return [AsyncMachine(self._http, one) for one in made.items]

    async def history(self) -> Sequence[wire.Moment]:
        """What it became, when and why; oldest first."""
        return await self._http.items(wire.Moment, self._path("history"))

    # --- commands ---

    async def exec(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        working_dir: str = "",
        user: str = "",
        input: bytes | str = b"",  # noqa: A002 - subprocess.run's word
        timeout: float | None = None,
        limit: int = COLLECTED,
    ) -> Result:
        """Run a command to its end and keep what it wrote. argv arrives byte for byte, no shell in between.

        Raises InvalidError (code `command_not_found`), OverdueError after `timeout` seconds (the command is ended then), TooLargeError when it writes more
        than `limit` bytes.
        """
        process = self.stream(argv, env=env, working_dir=working_dir, user=user, stdin=bool(input))
        data = input.encode() if isinstance(input, str) else input
        with anyio.move_on_after(timeout) as scope:
            return await _converse(process, data, limit)
        assert scope.cancelled_caught  # noqa: S101
        raise OverdueError(f"{argv[0]!r} ran longer than {timeout} s and was ended", code="exec_timeout")

    def stream(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        working_dir: str = "",
        user: str = "",
        stdin: bool = False,
        tty: wire.Terminal | None = None,
        keep: bool = False,
        keep_awake: bool = False,
        idle_after: float | None = None,
    ) -> AsyncProcess:
        """Run a command and iterate what it writes, as it writes it. On a terminal the machine may rest while nobody types, unless `keep_awake`. One that
        is kept is ended when nobody is attached and it is silent for `idle_after` seconds: 0 is never, None as the daemon's settings say."""
        request = wire.ExecRequest(
            argv=list(argv),
            env=dict(env or {}),
            working_dir=working_dir,
            user=user,
            stdin=stdin,
            tty=tty,
            keep=keep,
            keep_awake=keep_awake,
            idle_after=idle_after,
        )
        return AsyncProcess(self._http.place, self._path("exec"), request)

    async def spawn(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        working_dir: str = "",
        user: str = "",
        idle_after: float | None = None,
    ) -> str:
        """Start a command and leave it running; the session to attach to. `idle_after`: see `stream`."""
        body = wire.ExecRequest(
            argv=list(argv),
            env=dict(env or {}),
            working_dir=working_dir,
            user=user,
            detach=True,
            keep=True,
            idle_after=idle_after,
        )
        return (await self._http.call(wire.ExecResult, "POST", self._path("exec"), body=body)).session

    def shell(
        self,
        *,
        rows: int = 24,
        cols: int = 80,
        argv: Sequence[str] = ("/bin/sh",),
        keep_awake: bool = False,
        idle_after: float | None = None,
    ) -> AsyncProcess:
        """A command on a terminal; hanging up leaves it running. The machine may rest while nobody types, unless `keep_awake`. `idle_after`: see `stream`."""
        size = wire.Terminal(rows=rows, cols=cols)
        return self.stream(
            argv, stdin=True, tty=size, keep=True, keep_awake=keep_awake, idle_after=idle_after
        )

    def attach(self, session: str = WORKLOAD, *, tail: int | None = None) -> AsyncProcess:
        """What a session has written (the newest `tail` bytes of it) and will write."""
        query = "" if tail is None else f"?tail={tail}"
        return AsyncProcess(self._http.place, self._path(f"sessions/{quote(session)}/attach") + query, None)

    async def sessions(self) -> Sequence[wire.Session]:
        return await self._http.items(wire.Session, self._path("sessions"))

    async def signal(self, session: str, name: str) -> None:
        body = wire.SessionSignal(signal=name)
        await self._http.send("POST", self._path(f"sessions/{quote(session)}/signal"), body=body)

    async def forget(self, session: str) -> None:
        """Drop an ended session and its output."""
        await self._http.send("DELETE", self._path(f"sessions/{quote(session)}"))

    # --- looking in, and reaching in ---

    def logs(self, *, tail: int | None = None, follow: bool = False) -> AsyncIterator[LogChunk]:
        """What the workload wrote, from its last `tail` lines on; with follow it goes on as it writes."""
        return follow_logs(self._http, self._path("logs"), tail=tail, follow=follow)

    async def console(self) -> str:
        """The kernel's console: what to read when a machine does not come up."""
        async with self._http.download(self._path("console")) as chunks:
            return b"".join([chunk async for chunk in chunks]).decode(errors="replace")

    async def metrics(self) -> wire.Metrics:
        return await self._http.call(wire.Metrics, "GET", self._path("metrics"))

    async def ports(self) -> Sequence[wire.ListeningPort]:
        """The TCP ports that listen in it. Does not wake it: raises ConflictError (`machine_asleep`) while it sleeps."""
        return (await self._http.call(wire.PortList, "GET", self._path("ports"))).items

    async def page(self, port: int, *, at: str = "") -> str:
        """A URL that shows the port in a browser, to whoever opens it first, within a minute. `at`: where a browser reaches the daemon; "": where this
        client does. Raises InvalidError where that is an IP address."""
        address = await self._http.call(PortAddress, "POST", self._path(f"ports/{port}/address"))
        place = self._http.place
        return page_of(address, at or (HERE if place.socket else place.url))

    async def copy_in(
        self, source: Path | str, destination: str, *, progress: Progress | None = None
    ) -> None:
        """A file or a tree from here into the machine, under exactly this path; modes and symbolic links are kept."""
        await copy_in(self, Path(source), destination, progress)

    async def copy_out(
        self, source: str, destination: Path | str, *, progress: Progress | None = None
    ) -> None:
        """A file or a tree from the machine to here, under exactly this path; modes and symbolic links are kept."""
        await copy_out(self.files, source, Path(destination), progress)

    def forward(
        self, local_port: int, port: int, *, host: str = "127.0.0.1"
    ) -> AbstractAsyncContextManager[Forward]:
        """While entered, connections to the local port (0: any free one) reach the machine's port."""
        return forward(self._http.place, self._path(f"connect/{port}"), host, local_port)

    def _path(self, rest: str = "") -> str:
        return f"/machines/{quote(self.id)}" + (f"/{rest}" if rest else "")

    async def _change(
        self,
        verb: Literal["start", "stop", "restart", "pause", "resume", "cool", "sleep", "wake"],
        body: wire.MachineStop | None = None,
    ) -> None:
        self.details = await self._http.call(wire.Machine, "POST", self._path(verb), body=body)

    async def _update(self, body: wire.MachineUpdate) -> None:
        self.details = await self._http.call(wire.Machine, "PATCH", self._path(), body=body)

    async def metrics_history(self) -> Sequence[wire.MetricsSample]:
        """What it took during the last hour, oldest first; also of a machine that sleeps."""
        found = await self._http.call(wire.MetricsHistory, "GET", self._path("metrics/history"))
        return found.items


async def _converse(process: AsyncProcess, data: bytes, limit: int) -> Result:
    """Give the input while the output is taken: a command may write before it has read everything."""
    if not data:
        return await process.collect(limit)
    result: Result | None = None
    async with process, open_group() as group:
        group.start_soon(_feed, process, data)
        result = await process.collect(limit)
        group.cancel_scope.cancel()  # a command may end without having read all
    return result


async def _feed(process: AsyncProcess, data: bytes) -> None:
    with suppress(ConnectionLostError):  # the command ended meanwhile; what is received says how
        await process.write(data)
        await process.end_input()


class Forked(Struct, frozen=True):
    """The answer of POST …/fork."""

    items: list[wire.Machine]


class AsyncMachines:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[AsyncMachine]:
        return [AsyncMachine(self._http, one) for one in await self._http.items(wire.Machine, "/machines")]

    async def get(self, name: str) -> AsyncMachine:
        """By name or id. Raises NotFoundError."""
        return AsyncMachine(
            self._http, await self._http.call(wire.Machine, "GET", f"/machines/{quote(name)}")
        )

    async def create(
        self,
        image: str = "",
        name: str = "",
        *,
        snapshot: str = "",
        vcpus: int = 1,
        memory_mib: int = 512,
        disk_mib: int = 4096,
        command: Sequence[str] | None = None,
        entrypoint: Sequence[str] | None = None,
        env: Mapping[str, str] | None = None,
        user: str = "",
        working_dir: str = "",
        hostname: str = "",
        labels: Mapping[str, str] | None = None,
        tty: bool = False,
        restart: wire.Restart | None = None,
        health: wire.HealthCheck | None = None,
        timers: wire.Timers | None = None,
        start: bool = True,
    ) -> AsyncMachine:
        """Make a machine and start it. The same call again under the same name gives the same machine; `command` replaces the image's.

        With a `snapshot` (name or id) instead of an image it goes on as that machine was, and only name, labels and timers may be said. Raises
        InvalidError, NotFoundError for the image or the snapshot, ConflictError for a name in use.
        """
        body = wire.MachineCreate(
            image=image,
            snapshot=snapshot,
            name=name,
            vcpus=vcpus,
            memory_mib=memory_mib,
            disk_mib=disk_mib,
            command=None if command is None else list(command),
            entrypoint=None if entrypoint is None else list(entrypoint),
            env=dict(env or {}),
            user=user,
            working_dir=working_dir,
            hostname=hostname,
            labels=dict(labels or {}),
            tty=tty,
            restart=restart or wire.Restart(),
            health=health,
            timers=timers or wire.Timers(),
            start=start,
        )
        return AsyncMachine(self._http, await self._http.call(wire.Machine, "POST", "/machines", body=body))
