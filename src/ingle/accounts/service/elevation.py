"""Dangerous things ask once more who is there: a session is *elevated* for a while by a password or a one-time code, as it is just after a login.

The operator on the Unix socket and programs with tokens are not asked: the one is the host's, the others were given their scopes for this.
"""

from datetime import datetime

from ingle.accounts import policy, store
from ingle.accounts.errors import NotElevatedError, UserNotFoundError, WrongPasswordError
from ingle.accounts.model import User
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.edge.identity import Caller
from ingle.runtime.crypto import Passwords


class Elevation:
    def __init__(self, ground: Ground, *, passwords: Passwords, guard: Guard) -> None:
        self._ground = ground
        self._passwords = passwords
        self._guard = guard

    async def require(self, caller: Caller) -> None:
        """Raises NotElevatedError."""
        if caller.via != "session":
            return
        session = await self._ground.db.read(lambda c: store.find_own_session(c, caller.credential_id))
        if session is None or not policy.is_elevated(session, self._ground.clock.now()):
            raise NotElevatedError

    async def by_password(self, caller: Caller, password: str, *, address: str) -> datetime:
        """Until when the session is elevated. Raises WrongPasswordError, RateLimitedError."""
        await self.check_password(caller, password, address=address)
        return await self.elevate(caller, address=address, via="password")

    async def check_password(self, caller: Caller, password: str, *, address: str) -> None:
        """Raises WrongPasswordError, RateLimitedError."""
        user = await self._ground.db.read(lambda c: store.find_user(c, caller.user_id))
        if user is None:
            raise UserNotFoundError("there is no such user")
        await self._guard.admit(user.id, address)
        if not await self._passwords.verify(user.password_hash, password[: policy.MAX_PASSWORD]):
            await self._guard.failed(user.id, user, address, via="confirmation")
            raise WrongPasswordError("the password is wrong", field="password")
        await self._guard.passed(user.id, address)

    async def elevate(self, caller: Caller, *, address: str, via: str) -> datetime:
        """Somebody has just proved again who they are."""
        session_id = caller.credential_id if caller.via == "session" else ""
        return await self.elevate_session(caller, session_id, address=address, via=via)

    async def elevate_session(
        self, person: Caller | User, session_id: str, *, address: str, via: str
    ) -> datetime:
        """Of the person who has just proved again who they are; "": none."""
        until = self._ground.clock.now() + policy.ELEVATION

        def elevate(connection: store.Connection) -> None:
            if session_id:
                store.elevate_session(connection, session_id, until)
            self._ground.note(connection, "elevated", actor=person, address=address, detail=via)

        await self._ground.db.write(elevate)
        return until
