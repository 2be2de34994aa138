"""Machines: the collection, and one of them as an object with the verbs of the command line."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from typing import Literal

import anyio

from ingle.sdk.errors import ConnectionLostError, OverdueError
from ingle.sdk.files import AsyncFiles
from ingle.sdk.forward import Forward, forward
from ingle.sdk.groups import open_group
from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.sdk.logs import LogChunk, follow_logs
from ingle.sdk.processes import AsyncProcess, Result
from ingle.sdk.trees import Progress, copy_in, copy_out
from ingle.wire import machines as wire

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
        """Ask it to end, and after the grace end it."""
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
    ) -> AsyncProcess:
        """Run a command and iterate what it writes, as it writes it."""
        request = wire.ExecRequest(
            argv=list(argv),
            env=dict(env or {}),
            working_dir=working_dir,
            user=user,
            stdin=stdin,
            tty=tty,
            keep=keep,
        )
        return AsyncProcess(self._http.place, self._path("exec"), request)

    async def spawn(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        working_dir: str = "",
        user: str = "",
    ) -> str:
        """Start a command and leave it running; the session to attach to."""
        body = wire.ExecRequest(
            argv=list(argv), env=dict(env or {}), working_dir=working_dir, user=user, detach=True, keep=True
        )
        return (await self._http.call(wire.ExecResult, "POST", self._path("exec"), body=body)).session

    def shell(self, *, rows: int = 24, cols: int = 80, argv: Sequence[str] = ("/bin/sh",)) -> AsyncProcess:
        """A command on a terminal; hanging up leaves it running."""
        return self.stream(argv, stdin=True, tty=wire.Terminal(rows=rows, cols=cols), keep=True)

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
        verb: Literal["start", "stop", "restart", "pause", "resume"],
        body: wire.MachineStop | None = None,
    ) -> None:
        self.details = await self._http.call(wire.Machine, "POST", self._path(verb), body=body)

    async def _update(self, body: wire.MachineUpdate) -> None:
        self.details = await self._http.call(wire.Machine, "PATCH", self._path(), body=body)


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
        image: str,
        name: str = "",
        *,
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
        start: bool = True,
    ) -> AsyncMachine:
        """Make a machine and start it. The same call again under the same name gives the same machine; `command` replaces the image's."""
        body = wire.MachineCreate(
            image=image,
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
            start=start,
        )
        return AsyncMachine(self._http, await self._http.call(wire.Machine, "POST", "/machines", body=body))
