"""Several people who are signed in in one browser: each by a session of their own, whose secrets the browser sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingle.accounts import policy, store
from ingle.accounts.errors import AccountSuspendedError, NotHereError
from ingle.accounts.model import User
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.sessions import Sessions
from ingle.runtime.crypto import hash_secret


@dataclass(frozen=True)
class Present:
    """Somebody whose session the browser has."""

    user: User
    session_id: str
    secret: str


class Here:
    def __init__(self, ground: Ground, *, sessions: Sessions) -> None:
        self._ground = ground
        self._sessions = sessions

    async def list(self, claims: Mapping[str, str]) -> Sequence[Present]:
        """Of those who are claimed to be here, those whose session it is and lasts; suspended people too, whose sessions are refused elsewhere.
        `claims`: secrets by user ids, as a browser sends them: they are believed in nothing but what the secrets prove."""
        now = self._ground.clock.now()

        def find(connection: store.Connection) -> Sequence[Present]:
            found = [
                (user_id, secret, store.find_session(connection, hash_secret(secret)))
                for user_id, secret in claims.items()
            ]
            return [
                Present(one[1], one[0].id, secret)
                for user_id, secret, one in found
                if one is not None and one[1].id == user_id and not policy.is_over(one[0].expires_at, now)
            ]

        return await self._ground.db.read(find)

    async def whose(self, secret: str) -> str:
        """The id of the person whose session it is; "": nobody's (any more)."""
        found = await self._ground.db.read(lambda c: store.find_session(c, hash_secret(secret)))
        return (
            ""
            if found is None or policy.is_over(found[0].expires_at, self._ground.clock.now())
            else found[1].id
        )

    async def one(self, claims: Mapping[str, str], user_id: str) -> Present:
        """Raises NotHereError, whether or not there is such a person."""
        claimed = {user_id: claims[user_id]} if user_id in claims else {}
        found = await self.list(claimed)
        if not found:
            raise NotHereError("they are not signed in in this browser (any more)")
        return found[0]

    async def enter(self, claims: Mapping[str, str], user_id: str) -> Present:
        """Whom the browser is to act as. Raises NotHereError, AccountSuspendedError."""
        present = await self.one(claims, user_id)
        if present.user.suspended_at is not None:
            raise AccountSuspendedError
        return present

    async def leave(self, present: Present, *, address: str) -> None:
        await self._sessions.close(present.user, present.session_id, address=address)
