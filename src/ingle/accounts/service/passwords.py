"""One's own password, changed by who knows it."""

from ingle.accounts import policy, store
from ingle.accounts.errors import UserNotFoundError, WrongPasswordError
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.sessions import Sessions
from ingle.edge.identity import Caller
from ingle.runtime.crypto import Passwords


class OwnPassword:
    def __init__(self, ground: Ground, *, passwords: Passwords, guard: Guard, sessions: Sessions) -> None:
        self._ground = ground
        self._passwords = passwords
        self._guard = guard
        self._sessions = sessions

    async def change(self, caller: Caller, *, old: str, new: str, address: str) -> None:
        """Ends the user's other sessions. Raises WrongPasswordError, PasswordWeakError, RateLimitedError."""
        user = await self._ground.db.read(lambda c: store.find_user(c, caller.user_id))
        if user is None:
            raise UserNotFoundError("there is no such user")
        policy.check_password(new, user.name)
        await self._guard.admit(user.id, address)
        if not await self._passwords.verify(user.password_hash, old[: policy.MAX_PASSWORD]):
            await self._guard.failed(user.id, user, address, via="confirmation")
            raise WrongPasswordError("the present password is wrong", field="old")
        await self._guard.passed(user.id, address)
        hashed = await self._passwords.hash(new)

        def change(connection: store.Connection) -> None:
            store.set_password(connection, user.id, hashed)
            store.remove_other_sessions(connection, user.id, keep=caller.credential_id)
            self._ground.note(connection, "password_changed", actor=caller, address=address)

        await self._ground.db.write(change)
        self._sessions.are_gone(user.id, keep=caller.credential_id)
