"""Who asks for a machine that is to run, and is told that there is no room for it, is not left with one that stands.

There was room when it was made, or it would not have been; somebody else has taken that before it could start.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from ingle.base.errors import IngleError
from ingle.machines.errors import HostFullError, LimitReachedError
from ingle.machines.keeper import Keepers
from ingle.machines.keeper.orders import Order
from ingle.machines.model import Machine
from ingle.machines.policy.transitions import Verb


@asynccontextmanager
async def taken_back(machine: Machine, keepers: Keepers, *, made: bool) -> AsyncIterator[None]:
    """Around the first start of a machine: when that is refused for want of room, one that was made just now is removed again."""
    try:
        yield
    except (LimitReachedError, HostFullError):
        if made:
            with suppress(IngleError):  # somebody else has found it meanwhile, and could start it
                await keepers.perform(machine.id, Order(Verb.REMOVE))
        raise
