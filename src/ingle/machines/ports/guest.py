"""The link to the agent in the guest."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from anyio.abc import ByteStream

from ingle.machines.model import TerminalSize
from ingle.machines.ports.guest_values import (
    GuestConfiguration,
    GuestFile,
    GuestMetrics,
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


class GuestLink(Protocol):
    """A live, synchronised conversation with the agent of one machine. Every method raises GuestLostError once it has ended."""

    @property
    def ready(self) -> GuestReady: ...

    @property
    def files(self) -> GuestFiles: ...

    async def configure(self, configuration: GuestConfiguration) -> None: ...

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

    async def sync(self) -> None: ...

    async def power_off(self, grace_seconds: float) -> None:
        """Ask; the VMM's end tells that it has happened."""
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
