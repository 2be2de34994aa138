"""A watch of files that outlasts the machine's sleep: it falls silent while the machine is cold, and is opened again when somebody has woken it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack

from ingle.machines.errors import GuestLostError, MachineGoneError
from ingle.machines.keeper import Keepers
from ingle.machines.model import Machine
from ingle.machines.ports import GuestChange, GuestLink

Watch = Callable[[GuestLink], AbstractAsyncContextManager[AsyncIterator[Sequence[GuestChange]]]]
_MISSED = (GuestChange("overflow"),)


async def outlasting_sleep(
    keepers: Keepers,
    machine: Machine,
    open_: Watch,
    changes: AsyncIterator[Sequence[GuestChange]],
    held: AsyncExitStack,
) -> AsyncIterator[Sequence[GuestChange]]:
    """What a watch tells, and what the ones tell that take its place; `held` keeps the one that is open. Between two the machine has run unseen for a
    moment, so that an overflow stands there."""
    while True:
        try:
            async for some in changes:
                yield some
        except GuestLostError:
            await held.aclose()
            changes = await _again(keepers, machine, open_, held)
            yield _MISSED


async def _again(
    keepers: Keepers, machine: Machine, open_: Watch, held: AsyncExitStack
) -> AsyncIterator[Sequence[GuestChange]]:
    """Once the machine is awake again, whoever wakes it."""
    while True:
        try:
            link = await keepers.next_hot(machine)
        except GuestLostError as error:
            raise MachineGoneError(
                "the machine was stopped or started anew, and with that the watch has ended"
            ) from error
        try:
            return await held.enter_async_context(open_(link))
        except GuestLostError:
            continue  # it went to sleep once more
