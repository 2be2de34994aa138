"""People who make their own account: with or without an invite, or only for now."""

from dataclasses import replace

from ingle.accounts import policy, store
from ingle.accounts.errors import InviteRefusedError, NameTakenError, NotTemporaryError
from ingle.accounts.model import User, Visitor
from ingle.accounts.names import TEMPORARY_NAME, USER
from ingle.accounts.ports import Captcha
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.sessions import Sessions
from ingle.accounts.settings import AccountSettings
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller
from ingle.runtime.crypto import Passwords, hash_secret, make_code, plain_code


class SignUps:
    def __init__(
        self,
        ground: Ground,
        *,
        passwords: Passwords,
        guard: Guard,
        sessions: Sessions,
        captcha: Captcha,
        settings: AccountSettings,
    ) -> None:
        self._ground = ground
        self._passwords = passwords
        self._guard = guard
        self._sessions = sessions
        self._captcha = captcha
        self._settings = settings

    async def sign_up(
        self,
        name: str,
        password: str,
        visitor: Visitor,
        *,
        email: str = "",
        invite: str = "",
        captcha: str = "",
    ) -> tuple[User, str]:
        """A new account, logged in: its user and its session's secret.

        An address that another account has confirmed is taken all the same; only its letter tells, to who can read it.
        Raises SignUpClosedError, InviteRefusedError, NameInvalidError, NameReservedError, NameTakenError, PasswordWeakError, EmailInvalidError,
        RateLimitedError, and what the captcha raises.
        """
        policy.check_sign_up(self._settings.sign_up, invited=bool(invite))
        email = self._check(name, password, email)
        self._guard.admit_address(visitor.address)
        await self._captcha.check(captcha)
        user = self.newcomer(name, await self._passwords.hash(password), email)

        def make(connection: store.Connection) -> str:
            if invite:
                self._use(connection, invite)
            store.add_user(connection, user)
            self._ground.note(connection, "signed_up", actor=user, address=visitor.address, via="password")
            return self._sessions.open(connection, user, visitor)

        return user, await self._ground.db.write(make)

    async def come_for_now(self, visitor: Visitor) -> tuple[User, str]:
        """A temporary user. Raises SignUpClosedError when there are none here, RateLimitedError."""
        policy.check_temporary(allowed=self._settings.temporary_users)
        self._guard.admit_address(visitor.address)
        name = TEMPORARY_NAME + make_code(self._ground.random, groups=2).replace("-", "")
        user = replace(self.newcomer(name, "", ""), temporary=True)

        def make(connection: store.Connection) -> str:
            store.add_user(connection, user)
            return self._sessions.open(connection, user, visitor)

        return user, await self._ground.db.write(make)

    async def stay(self, caller: Caller, name: str, password: str, *, email: str, address: str) -> User:
        """Make a temporary user permanent, with all they have. Raises NotTemporaryError and as sign_up does."""
        email = self._check(name, password, email)
        hashed = await self._passwords.hash(password)

        def change(connection: store.Connection) -> User:
            user = store.find_user(connection, caller.user_id)
            if user is None or not user.temporary:
                raise NotTemporaryError("this account is permanent already")
            stayed = replace(user, name=name, password_hash=hashed, email=email, temporary=False)
            store.set_user(connection, stayed)
            self._ground.note(connection, "signed_up", actor=stayed, address=address, via="temporary")
            return stayed

        user = await self._ground.db.write(change)
        self._ground.recent.forget()  # which still call them by the old name
        return user

    def newcomer(self, name: str, password_hash: str, email: str) -> User:
        return User(
            self._ground.new_id(USER), name, False, self._ground.clock.now(), password_hash, email=email
        )

    def free_name(self, connection: store.Connection, wish: str) -> str:
        """A name like the wished one that nobody has, for somebody who comes by another provider. Raises NameTakenError."""
        for name in policy.names_like(wish):
            if store.find_user_by_name(connection, name) is None:
                return name
        raise NameTakenError(f"no name like {wish} is free", field="name")

    def _check(self, name: str, password: str, email: str) -> str:
        policy.check_name(name)
        policy.check_newcomers_name(name)
        policy.check_password(password, name)
        if not email:
            if self._settings.sign_up_email == "required":
                raise InvalidError("an e-mail address is needed here", field="email")
            return ""
        return policy.check_email(email)

    def _use(self, connection: store.Connection, invite: str) -> None:
        found = store.find_invite(connection, hash_secret(plain_code(invite)))
        if not policy.may_invite(found, self._ground.clock.now()) or not store.use_invite(
            connection, found.id if found else ""
        ):
            raise InviteRefusedError("this invite is not good (any more)", field="invite")
