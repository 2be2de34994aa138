"""People who go, sent by admins, by themselves, or by time: they are gone at once, and what is theirs soon after.

That they leave is recorded with the end of every way in. Then each capability removes what it keeps for them, and at last their row goes. Whoever is
in the list of those who leave is not done yet, so a removal that a crash cuts off is begun again, from its beginning, by the code that began it.
"""

from collections.abc import Sequence

import anyio
import structlog
from sqlalchemy.exc import SQLAlchemyError

from ingle.accounts import store
from ingle.accounts.errors import UserInUseError, UserNotFoundError
from ingle.accounts.model import User
from ingle.accounts.ports import Estate
from ingle.accounts.service.ground import Ground
from ingle.base.errors import IngleError
from ingle.edge.identity import Caller
from ingle.runtime.db import lock

log = structlog.get_logger()


class Removal:
    def __init__(self, ground: Ground, estates: Sequence[Estate]) -> None:
        """`estates` are removed in this order: what stands on something else comes before it."""
        self._ground = ground
        self._estates = estates
        self._begun = anyio.Event()

    async def remove(self, caller: Caller, reference: str, *, address: str) -> None:
        """Send somebody away. Raises UserNotFoundError, UserInUseError."""
        user = await self._ground.db.read(lambda c: store.find_user(c, reference))
        if user is None:
            raise UserNotFoundError("there is no such user")
        if user.id == caller.user_id:
            raise UserInUseError("you cannot remove yourself here; leave with DELETE /api/v1/me")
        await self._begin(user, caller, address=address)

    async def leave(self, caller: Caller, *, address: str) -> None:
        """Go oneself. Raises UserInUseError."""
        user = await self._ground.db.read(lambda c: store.find_user(c, caller.user_id))
        if user is not None:
            await self._begin(user, caller, address=address)

    async def somebody_leaves(self) -> None:
        """Waits for it. For one waiter, who then sweeps."""
        await self._begun.wait()

    async def sweep(self) -> None:
        """Temporary users who cannot come back leave; all who leave are removed with what is theirs. One of whom that fails does not hold up the others."""
        self._begun = anyio.Event()
        now = self._ground.clock.now()
        for user in await self._ground.db.read(lambda c: store.list_temporary_over(c, now)):
            await self._begin(user, None, address="local")
        for user_id in await self._ground.db.read(store.list_leaving):
            try:
                await self._finish(user_id)
            except (IngleError, SQLAlchemyError) as error:
                log.warning("removal_not_finished", user=user_id, reason=str(error))

    async def _begin(self, user: User, caller: Caller | None, *, address: str) -> None:
        def leave(connection: store.Connection) -> None:
            lock(connection, "admins")
            if user.admin and store.count_admins(connection) == 1:
                raise UserInUseError("the last admin cannot be removed")
            store.forget_person(connection, user.id)
            store.leave(connection, user.id, self._ground.clock.now())
            if user.temporary:
                store.forget_deeds(connection, user.id)
            else:
                self._ground.note(connection, "user_removed", actor=caller, subject=user, address=address)

        await self._ground.db.write(leave)
        self._ground.ended(lambda other: other.user_id == user.id)
        self._begun.set()

    async def _finish(self, user_id: str) -> None:
        for estate in self._estates:
            await estate.remove(user_id)

        def remove(connection: store.Connection) -> None:
            """What a request that was under way when the person left has made meanwhile is removed the next time."""
            store.hold_user(connection, user_id)
            if left := [estate.name for estate in self._estates if estate.holds(connection, user_id)]:
                log.warning("removal_not_finished", user=user_id, left=left)
            else:
                store.remove_user(connection, user_id)

        await self._ground.db.write(remove)
