"""Coming in with a name or an address, and a password."""

from dataclasses import replace

from ingle.accounts import policy, store
from ingle.accounts.errors import AccountSuspendedError, LoginFailedError, OtpRequiredError
from ingle.accounts.model import User, Visitor
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.sessions import Sessions
from ingle.runtime.crypto import Passwords, make_secret


class Logins:
    def __init__(self, ground: Ground, *, passwords: Passwords, guard: Guard, sessions: Sessions) -> None:
        self._ground = ground
        self._passwords = passwords
        self._guard = guard
        self._sessions = sessions

    async def login(self, handle: str, password: str, visitor: Visitor) -> tuple[User, str]:
        """A new session: its user and its secret. `handle`: the name, or an address that its person has confirmed.

        What fails is told alike and takes one hash, whoever was named. Raises LoginFailedError, RateLimitedError and LockedOutError after too many
        failures, and, to who knows the password, AccountSuspendedError and OtpRequiredError.
        """
        user = await self._ground.db.read(lambda c: store.find_by_handle(c, handle))
        key = user.id if user else policy.name_key(handle)
        await self._guard.admit(key, visitor.address)
        if len(password) > policy.MAX_PASSWORD:
            password = ""
        if not await self._passwords.verify(user.password_hash if user else None, password) or user is None:
            await self._guard.failed(key, user, visitor.address, via="password")
            raise LoginFailedError("the name or the password is wrong")
        await self._guard.passed(key, visitor.address)
        if self._passwords.is_old(user.password_hash):
            user = replace(user, password_hash=await self._passwords.hash(password))
            await self._ground.db.write(lambda c: store.set_password(c, user.id, user.password_hash))
        await self.ask_for_code(user)
        return await self.enter(user, visitor, by="password")

    async def ask_for_code(self, user: User) -> None:
        """Raises OtpRequiredError, with a ticket for the second step, when codes are on."""
        otp = await self._ground.db.read(lambda c: store.find_otp(c, user.id))
        if otp is None or otp.enabled_at is None:
            return
        secret = make_secret(self._ground.random)
        await self._ground.db.write(
            lambda c: self._ground.give_ticket(c, "otp", secret, life=policy.OTP_TICKET_LIFE, user_id=user.id)
        )
        raise OtpRequiredError(secret)

    async def enter(self, user: User, visitor: Visitor, *, by: str) -> tuple[User, str]:
        """Let in somebody who has proved who they are. Raises AccountSuspendedError."""
        if user.suspended_at is not None:
            raise AccountSuspendedError

        def enter(connection: store.Connection) -> str:
            self._ground.note(connection, "login", actor=user, address=visitor.address, via=by)
            return self._sessions.open(connection, user, visitor)

        return user, await self._ground.db.write(enter)
