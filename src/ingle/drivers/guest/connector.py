"""Opens links: hello, readiness, and the end of everything that ran over the link."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from anyio.abc import ByteStream

from ingle.base.ids import RandomBytes
from ingle.drivers.guest.agent import Agent
from ingle.drivers.guest.link import Link
from ingle.drivers.guest.messages import MalformedError
from ingle.drivers.guest.values import to_ready
from ingle.machines.errors import GuestError, GuestLostError

_FIRST_PATIENCE = 1.0  # seconds until HELLO is said again
_MOST_PATIENCE = 30.0


_NUDGES = (0.1, 1.0)  # seconds after READY


class AgentConnector:
    """Satisfies GuestConnector."""

    def __init__(self, random: RandomBytes = os.urandom) -> None:
        self._random = random

    @asynccontextmanager
    async def open(self, channel: ByteStream, *, fresh: bool) -> AsyncIterator[Agent]:
        link = Link(channel)
        failure: Exception | None = None
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(link.read)
            tasks.start_soon(link.write)
            try:
                agent = await self._introduce(link, fresh=fresh)
                tasks.start_soon(_nudge, link)
                yield agent
            except Exception as error:  # noqa: BLE001 - raised again below: out of the task group it would come as a group
                failure = error
            finally:
                link.lose(GuestLostError("the connection to the machine's agent was closed"))
                tasks.cancel_scope.cancel()
                await anyio.aclose_forcefully(channel)
        if failure is not None:
            raise failure

    async def _introduce(self, link: Link, *, fresh: bool) -> Agent:
        """Say hello until it is answered: a virtio port may lose what is sent while the guest still learns that a host is there again."""
        patience = _FIRST_PATIENCE
        ready = None
        while ready is None:
            # On a busy host the answer may come in the very moment in which patience ends; said again then, hello would be answered twice.
            if not link.unsent and not link.answered:
                link.greet(self._nonce(), fresh=fresh)
            with anyio.move_on_after(patience):
                ready = await link.wait_ready()
            patience = min(2 * patience, _MOST_PATIENCE)
        try:
            return Agent(link, to_ready(ready))
        except MalformedError as error:
            raise GuestError(
                "protocol_error", f"the machine's agent broke the protocol: READY: {error}"
            ) from error

    def _nonce(self) -> int:
        while (nonce := int.from_bytes(self._random(4), "little")) == 0:
            pass
        return nonce


async def _nudge(link: Link) -> None:
    """Send what the agent ignores. Right after a host has come again, bytes of a virtio port may get stuck until more follow: seen with two
    virtual processors in QEMU 7.2, 4 times in 28,000 reconnections."""
    for pause in _NUDGES:
        await anyio.sleep(pause)
        link.nudge()
