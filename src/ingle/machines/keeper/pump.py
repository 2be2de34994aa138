"""Carries the workload's output into its log, across lost links and daemons, and learns how the workload ended.

The log itself says how far it reaches (store.logs), so after any interruption the pump attaches again from there: nothing twice, and nothing missing
unless the agent had to drop it, which is logged as such.
"""

from collections.abc import Awaitable
from pathlib import Path
from typing import Literal, Protocol

import structlog
from anyio import to_thread

from ingle.base.clock import Clock
from ingle.machines.errors import GuestError, GuestLostError
from ingle.machines.keeper.orders import Bell
from ingle.machines.model import Exit  # noqa: TC001 - the field's type
from ingle.machines.names import WORKLOAD_SESSION
from ingle.machines.ports import Ended, GuestLink, Output, OutputLost, ProcessStream
from ingle.machines.store.logs import LogWriter, Position, make_record, position

log = structlog.get_logger()

STREAMS: dict[int, Literal["stdout", "stderr"]] = {1: "stdout", 2: "stderr"}


class NextLink(Protocol):
    def __call__(self, after: GuestLink | None = None) -> Awaitable[GuestLink]: ...


class Pump:
    """`exit` is how the workload ended, once it has; `done`, that no more output will come. The bell rings for both and for every record."""

    def __init__(self, home: Path, boot: int, limit: int, clock: Clock, bell: Bell) -> None:
        self.exit: Exit | None = None
        self.done = False
        self.wanted = False  # there is a workload to follow
        self._starved = False  # waits for a link
        self._home = home
        self._boot = boot
        self._limit = limit
        self._clock = clock
        self._bell = bell
        self._first: ProcessStream | None = None
        self._writer: LogWriter | None = None
        self._offset = 0
        self._lost = 0

    def follow(self, stream: ProcessStream | None = None) -> None:
        """There is a workload: follow it, from this stream on when it has just been started."""
        self._first = stream
        self.wanted = True
        self._bell.ring()

    async def run(self, next_link: NextLink) -> None:
        """Returns when the workload's output has ended and is written."""
        try:
            while not self.wanted:
                await self._bell.wait()
            await self._open()
            await self._follow(next_link)
        finally:
            if self._writer is not None:
                self._writer.close()
            self.done = True
            self._bell.ring()

    async def wait_idle(self) -> None:
        """Until everything that the last link brought is written."""
        while self.wanted and not self.done and not self._starved:
            await self._bell.wait()

    async def _open(self) -> None:
        def open_log() -> tuple[LogWriter, Position | None]:
            return LogWriter(self._home, self._limit), position(self._home)

        try:
            self._writer, kept = await to_thread.run_sync(open_log)
        except OSError as error:
            self._complain(error)
            return
        self._offset = kept.offset if kept is not None and kept.boot == self._boot else 0

    async def _follow(self, next_link: NextLink) -> None:
        link: GuestLink | None = None
        while self.exit is None:
            try:
                if self._first is not None:
                    stream, self._first = self._first, None
                else:
                    self._starve(True)
                    link = await next_link(link)
                    self._starve(False)
                    stream = await link.attach(WORKLOAD_SESSION, since=self._offset)
                    self._skip(stream.lost)
                await self._carry(stream)
            except GuestLostError:
                continue
            except GuestError:
                return  # the agent no longer knows the session: how it ended cannot be learnt any more

    async def _carry(self, stream: ProcessStream) -> None:
        try:
            async for event in stream:
                match event:
                    case Output(channel, data):
                        await self._write(channel, data)
                    case OutputLost(lost):
                        self._skip(lost)
                    case Ended(exit_):
                        self.exit = exit_
                        self._bell.ring()
                        return
                    case _:
                        pass
        finally:
            await stream.aclose()

    def _starve(self, starved: bool) -> None:
        self._starved = starved
        self._bell.ring()

    def _skip(self, lost: int) -> None:
        self._offset += lost
        self._lost += lost

    async def _write(self, channel: int, data: bytes) -> None:
        if self._writer is None:
            self._skip(len(data))
            return
        record = make_record(
            self._clock.now(), self._boot, self._offset, STREAMS.get(channel, "stdout"), data, self._lost
        )
        try:
            await to_thread.run_sync(self._writer.append, record)
        except OSError as error:
            self._complain(error)
            self._skip(len(data))
        else:
            self._offset, self._lost = record.next_offset, 0
            self._bell.ring()

    def _complain(self, error: OSError) -> None:
        """The workload goes on without a log rather than standing still."""
        log.warning("workload_log_failed", home=str(self._home), reason=str(error))
