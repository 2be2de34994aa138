"""The link to the agent in the guest."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from anyio.abc import ByteStream

from ingle.machines.model import TerminalSize
from ingle.machines.ports.guest_values import (
    GuestActivity,
    GuestChange,
    GuestConfiguration,
    GuestEvent,
    GuestFile,
    GuestMetrics,
    GuestPort,
    GuestReady,
    GuestSession,
    ProcessEvent,
    ProcessSpec,
)


class ProcessStream(Protocol):
    """An attachment to a session. Iterating yields its events; nothing is read from the guest faster than it is consumed here."""

    @property
    def session(self) -> str: ...

    @property
    def pid(self) -> int: ...

    @property
    def lost(self) -> int:
        """Bytes older than the kept output that an attach asked for."""
        ...

    @property
    def offset(self) -> int:
        """Where in the session's output the first event lies; every byte after it, of any channel, counts one. (`attach` takes it as `since`.)"""
        ...

    def __aiter__(self) -> AsyncIterator[ProcessEvent]:
        """Ends after Ended. Raises GuestLostError when the link ends first, GuestError when the agent says so."""
        ...

    async def send(self, data: bytes) -> None:
        """To stdin; waits for credit."""
        ...

    async def send_eof(self) -> None: ...

    async def resize(self, size: TerminalSize) -> None: ...

    async def signal(self, number: int) -> None: ...

    async def aclose(self) -> None:
        """Detach. What that means for the process is ProcessSpec.keep's matter."""
        ...


class GuestFiles(Protocol):
    """Files in the guest; paths are absolute bytes. All raise GuestError with the protocol's code."""

    async def stat(self, path: bytes, *, follow: bool = True) -> GuestFile: ...

    def list(self, path: bytes) -> AsyncIterator[Sequence[GuestFile]]: ...

    def read(
        self, path: bytes, *, offset: int = 0, limit: int | None = None
    ) -> AbstractAsyncContextManager[tuple[GuestFile, AsyncIterator[bytes]]]: ...

    async def write(
        self,
        path: bytes,
        content: AsyncIterator[bytes],
        *,
        mode: int | None = None,
        uid: int | None = None,
        gid: int | None = None,
        parents: bool = False,
    ) -> GuestFile:
        """Atomic: a failure of the content, of the guest or of the link leaves the old file."""
        ...

    async def mkdir(self, path: bytes, *, mode: int = 0o755, parents: bool = False) -> None: ...

    async def move(self, source: bytes, destination: bytes, *, overwrite: bool = False) -> None: ...

    async def remove(self, path: bytes, *, recursive: bool = False) -> None: ...

    def pack(
        self, path: bytes, *, one_filesystem: bool = False, exclude: Sequence[bytes] = ()
    ) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """A directory and what is in it as a tar stream (pax), with names relative to it; nothing is read faster than it is consumed.

        `exclude`: paths in it that are left out with what is below them; of one that ends in a slash only what is below. An older agent
        raises GuestError `unknown_method`.
        """
        ...

    async def unpack(self, path: bytes, content: AsyncIterator[bytes]) -> int:
        """Put the entries of a tar stream into a directory, over what is there; the number of entries. Each file is replaced at once, the tree is not:
        what came before a failure stays. Raises GuestError `invalid` for what is no archive and for what would lead out of the directory,
        `unknown_method` from an older agent.
        """
        ...

    def watch(
        self, path: bytes, *, recursive: bool = False
    ) -> AbstractAsyncContextManager[AsyncIterator[Sequence[GuestChange]]]:
        """What happens from the entering on to a file, or to what is in a directory (recursive: to all that lies below). Nothing is read faster than
        it is consumed; who is too slow misses changes and is told so by an `overflow`.

        Raises GuestError: `too_large` for more than 8192 directories, `busy` for more than 64 watches of one guest; iterating `gone` when the path
        itself was removed or moved away, and `too_large` when it has grown. An older agent raises `unknown_method`.
        """
        ...


class GuestLink(Protocol):
    """A live, synchronised conversation with the agent of one machine. Every method raises GuestLostError once it has ended."""

    @property
    def ready(self) -> GuestReady: ...

    @property
    def files(self) -> GuestFiles: ...

    async def configure(self, configuration: GuestConfiguration) -> None: ...

    async def freeze(self) -> None:
        """Return when every program stands still; only the agent runs on, and serves what starts no program. Idempotent.

        Raises GuestError: `busy` when something could not be held within ten seconds (then all run on), `unsupported` where the guest has
        no cgroup v2. Who is cancelled here thaws, because nothing else would.
        """
        ...

    async def thaw(self) -> None:
        """Let every program go on. Idempotent."""
        ...

    async def exec(self, spec: ProcessSpec) -> ProcessStream: ...

    async def attach(
        self, session: str, *, since: int | None = None, tail: int | None = None
    ) -> ProcessStream: ...

    async def sessions(self) -> Sequence[GuestSession]: ...

    async def signal(self, session: str, number: int) -> None: ...

    async def forget(self, session: str) -> None:
        """Drop an ended session and its output."""
        ...

    async def connect(self, port: int) -> ByteStream: ...

    async def metrics(self) -> GuestMetrics: ...

    async def activity(self) -> GuestActivity:
        """Whether the guest is at work: a program without a terminal runs that is not the workload, a terminal's program has children, or
        /run/ingle/busy is there. Cheap enough to ask every few seconds."""
        ...

    async def ports(self) -> Sequence[GuestPort]:
        """The TCP ports that listen, in order; at most 256."""
        ...

    async def sync(self) -> None: ...

    async def power_off(self, grace_seconds: float) -> None:
        """Ask; the VMM's end tells that it has happened."""
        ...

    def events(self) -> AsyncIterator[GuestEvent]:
        """What the guest tells unasked, from the beginning of the link on; for one reader. Of more than 256 that nobody has read the oldest are
        dropped: what `sessions` and `ports` say is always whole. A link begins with the ports that listen, if there are any. Ends when the link
        does."""
        ...

    async def wait_lost(self) -> None:
        """Return when the link has ended, for whatever reason."""
        ...


class GuestConnector(Protocol):
    """Opens links."""

    def open(self, channel: ByteStream, *, fresh: bool) -> AbstractAsyncContextManager[GuestLink]:
        """Say hello over the channel and yield the link when the agent is ready; leaving the context ends the link and closes the channel.

        `fresh`: nobody has spoken on this channel before (first boot), so no half frame can be in it. Waits for readiness without a limit of
        its own. Raises GuestError (code `version`) when the agent speaks another protocol, GuestLostError when the channel ends.
        """
        ...
