"""People who go: what is theirs is told (an export) and removed, by admins, by themselves, or by time."""

from collections.abc import Sequence

import structlog

from ingle.accounts import store
from ingle.accounts.errors import UserInUseError, UserNotFoundError
from ingle.accounts.model import User
from ingle.accounts.ports import Belongings, Estate
from ingle.accounts.service.ground import Ground
from ingle.edge.identity import Caller

log = structlog.get_logger()


class Removal:
    def __init__(self, ground: Ground, *, belongings: Belongings, estates: Sequence[Estate]) -> None:
        self._ground = ground
        self._belongings = belongings
        self._estates = estates

    async def remove(self, caller: Caller, reference: str, *, address: str) -> None:
        """And the user's things, sessions and tokens. Raises UserNotFoundError, UserInUseError."""
        user = await self._ground.db.read(lambda c: store.find_user(c, reference))
        if user is None:
            raise UserNotFoundError("there is no such user")
        if user.id == caller.user_id:
            raise UserInUseError("you cannot remove yourself here; leave with DELETE /api/v1/me")
        await self._remove(user, caller, address=address)

    async def leave(self, caller: Caller, *, address: str) -> None:
        """Remove oneself. Raises UserInUseError."""
        user = await self._ground.db.read(lambda c: store.find_user(c, caller.user_id))
        if user is not None:
            await self._remove(user, caller, address=address)

    async def sweep(self) -> None:
        """Remove temporary users who cannot come back. One who still has what only hands can remove waits for them."""
        now = self._ground.clock.now()
        for user in await self._ground.db.read(lambda c: store.list_temporary_over(c, now)):
            try:
                await self._remove(user, None, address="local")
            except UserInUseError as error:
                log.warning("temporary_user_stays", user=user.name, reason=error.sentence)

    async def _remove(self, user: User, caller: Caller | None, *, address: str) -> None:
        """Their things first: a crash between leaves a person who has less, and can be removed again."""
        if user.admin and await self._ground.db.read(store.count_admins) == 1:
            raise UserInUseError("the last admin cannot be removed")
        if owned := await self._belongings(user.id):
            raise UserInUseError(f"{user.name} still has {' and '.join(owned)}; remove them first")
        for estate in self._estates:
            await estate.remove(user.id)

        def remove(connection: store.Connection) -> None:
            if user.admin and store.count_admins(connection) == 1:
                raise UserInUseError("the last admin cannot be removed")
            store.forget_person(connection, user.id)
            if user.temporary:
                store.forget_deeds(connection, user.id)
            else:
                self._ground.note(connection, "user_removed", actor=caller, subject=user, address=address)
            store.remove_user(connection, user.id)

        await self._ground.db.write(remove)
        self._ground.ended(lambda other: other.user_id == user.id)
