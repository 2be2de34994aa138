"""Machines without await."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Self

from ingle.sdk.files import AsyncFiles
from ingle.sdk.forward import Forward
from ingle.sdk.machines import WORKLOAD, AsyncMachine, AsyncMachines
from ingle.sdk.processes import AsyncProcess, Output
from ingle.sdk.sync.face import Face, Maker, Verb, feed, iterate
from ingle.wire import machines as wire
from ingle.wire.machines import WatchedChange


class Process(Face[AsyncProcess]):
    """A command while it runs; see AsyncProcess. Iterate it for Output."""

    wait = Verb(AsyncProcess.wait)
    write = Verb(AsyncProcess.write)
    end_input = Verb(AsyncProcess.end_input)
    resize = Verb(AsyncProcess.resize)
    signal = Verb(AsyncProcess.signal)
    close = Verb(AsyncProcess.aclose)

    def __enter__(self) -> Self:
        self._portal.call(self._behind.__aenter__)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Output]:
        return iterate(self._portal, self._behind.__aiter__)

    @property
    def exit_code(self) -> int:
        return self._behind.exit_code

    @property
    def session(self) -> str:
        return self._behind.session

    @property
    def lost(self) -> int:
        return self._behind.lost


class Files(Face[AsyncFiles]):
    """Files in a machine; see AsyncFiles."""

    read = Verb(AsyncFiles.read)
    write = Verb(AsyncFiles.write)
    stat = Verb(AsyncFiles.stat)
    exists = Verb(AsyncFiles.exists)
    list = Verb(AsyncFiles.list)
    mkdir = Verb(AsyncFiles.mkdir)
    move = Verb(AsyncFiles.move)
    remove = Verb(AsyncFiles.remove)

    def chunks(self, path: str, *, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes of a file as they come."""

        async def read() -> AsyncIterator[bytes]:
            async with self._behind.open(path, offset=offset, length=length) as chunks:
                async for chunk in chunks:
                    yield chunk

        return iterate(self._portal, read)

    def download_tree(self, path: str) -> Iterator[bytes]:
        """A directory as a tar archive, in pieces as they come; see AsyncFiles.download_tree."""

        async def read() -> AsyncIterator[bytes]:
            async with self._behind.download_tree(path) as chunks:
                async for chunk in chunks:
                    yield chunk

        return iterate(self._portal, read)

    @contextmanager
    def watch(self, path: str, *, recursive: bool = False) -> Iterator[Iterator[WatchedChange]]:
        """What changes in a directory, from the entering on; see AsyncFiles.watch."""
        watching = self._portal.wrap_async_context_manager(self._behind.watch(path, recursive=recursive))
        with watching as changes:
            yield iterate(self._portal, lambda: changes)

    def upload_tree(self, path: str, content: bytes | Iterable[bytes]) -> int:
        """Put a tar archive's entries into a directory; see AsyncFiles.upload_tree."""
        data = content if isinstance(content, bytes) else feed(content)
        return self._portal.call(self._behind.upload_tree, path, data)


class Machine(Face[AsyncMachine]):
    """A machine as it was when last heard of; see AsyncMachine."""

    refresh = Verb(AsyncMachine.refresh)
    start = Verb(AsyncMachine.start)
    stop = Verb(AsyncMachine.stop)
    restart = Verb(AsyncMachine.restart)
    pause = Verb(AsyncMachine.pause)
    resume = Verb(AsyncMachine.resume)
    rename = Verb(AsyncMachine.rename)
    relabel = Verb(AsyncMachine.relabel)
    remove = Verb(AsyncMachine.remove)
    set_timers = Verb(AsyncMachine.set_timers)
    cool = Verb(AsyncMachine.cool)
    sleep = Verb(AsyncMachine.sleep)
    wake = Verb(AsyncMachine.wake)
    snapshot = Verb(AsyncMachine.snapshot)
    restore = Verb(AsyncMachine.restore)
    history = Verb(AsyncMachine.history)
    exec = Verb(AsyncMachine.exec)
    spawn = Verb(AsyncMachine.spawn)
    sessions = Verb(AsyncMachine.sessions)
    signal = Verb(AsyncMachine.signal)
    forget = Verb(AsyncMachine.forget)
    console = Verb(AsyncMachine.console)
    metrics = Verb(AsyncMachine.metrics)
    ports = Verb(AsyncMachine.ports)
    page = Verb(AsyncMachine.page)
    copy_in = Verb(AsyncMachine.copy_in)
    copy_out = Verb(AsyncMachine.copy_out)
    metrics_history = Verb(AsyncMachine.metrics_history)

    @property
    def files(self) -> Files:
        return Files(self._portal, self._behind.files)

    @property
    def details(self) -> wire.Machine:
        return self._behind.details

    @property
    def id(self) -> str:
        return self._behind.id

    @property
    def name(self) -> str:
        return self._behind.name

    @property
    def state(self) -> wire.MachineState:
        return self._behind.state

    def fork(self, name: str = "", count: int = 1) -> "Sequence[Machine]":
        """New machines that go on as it is now, beside it; several are called name-1, name-2, … All or none. Raises ConflictError for a name in use."""
        made = self._portal.call(self._behind.fork, name, count)
        return [Machine(self._portal, one) for one in made]

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
    ) -> Process:
        """Run a command and iterate what it writes, as it writes it; see AsyncMachine.stream."""
        process = self._behind.stream(
            argv,
            env=env,
            working_dir=working_dir,
            user=user,
            stdin=stdin,
            tty=tty,
            keep=keep,
            keep_awake=keep_awake,
            idle_after=idle_after,
        )
        return Process(self._portal, process)

    def shell(
        self,
        *,
        rows: int = 24,
        cols: int = 80,
        argv: Sequence[str] = ("/bin/sh",),
        keep_awake: bool = False,
        idle_after: float | None = None,
    ) -> Process:
        """A command on a terminal; hanging up leaves it running. See AsyncMachine.shell."""
        shell = self._behind.shell(
            rows=rows, cols=cols, argv=argv, keep_awake=keep_awake, idle_after=idle_after
        )
        return Process(self._portal, shell)

    def attach(self, session: str = WORKLOAD, *, tail: int | None = None) -> Process:
        """What a session has written (the newest `tail` bytes of it) and will write."""
        return Process(self._portal, self._behind.attach(session, tail=tail))

    def logs(self, *, tail: int | None = None, follow: bool = False) -> Iterator[wire.LogChunk]:
        """What the workload wrote, from its last `tail` lines on; with follow it goes on as it writes."""
        return iterate(self._portal, lambda: self._behind.logs(tail=tail, follow=follow))

    def forward(
        self, local_port: int, port: int, *, host: str = "127.0.0.1"
    ) -> AbstractContextManager[Forward]:
        """While entered, connections to the local port (0: any free one) reach the machine's port."""
        return self._portal.wrap_async_context_manager(self._behind.forward(local_port, port, host=host))


class Machines(Face[AsyncMachines]):
    create = Maker(AsyncMachines.create, Machine)
    get = Maker(AsyncMachines.get, Machine)

    def list(self) -> Sequence[Machine]:
        return [Machine(self._portal, machine) for machine in self._portal.call(self._behind.list)]
