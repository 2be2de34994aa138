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


class AgentConnector:
    """Satisfies GuestConnector."""

    def __init__(self, random: RandomBytes = os.urandom) -> None:
        self._random = random

    @asynccontextmanager
    async def open(self, channel: ByteStream, *, fresh: bool) -> AsyncIterator[Agent]:
        link = Link(channel, self._nonce())
        failure: Exception | None = None
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(link.read)
            tasks.start_soon(link.write)
            try:
                link.greet(fresh=fresh)
                yield await _introduce(link)
            except Exception as error:  # noqa: BLE001 - raised again below: out of the task group it would come as a group
                failure = error
            finally:
                link.lose(GuestLostError("the connection to the machine's agent was closed"))
                tasks.cancel_scope.cancel()
                await anyio.aclose_forcefully(channel)
        if failure is not None:
            raise failure

    def _nonce(self) -> int:
        while (nonce := int.from_bytes(self._random(4), "little")) == 0:
            pass
        return nonce


async def _introduce(link: Link) -> Agent:
    ready = await link.wait_ready()
    try:
        return Agent(link, to_ready(ready))
    except MalformedError as error:
        raise GuestError(
            "protocol_error", f"the machine's agent broke the protocol: READY: {error}"
        ) from error
