"""People and their passwords: one method per use case."""

import structlog

from ingle.accounts import policy, store
from ingle.accounts.errors import (
    LoginFailedError,
    UserInUseError,
    UserNotFoundError,
    WrongPasswordError,
)
from ingle.accounts.model import Session, User
from ingle.accounts.names import FIRST_ADMIN, SESSION, USER
from ingle.accounts.ports import Belongings
from ingle.accounts.recent import RecentCallers
from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import Page
from ingle.edge.identity import Caller
from ingle.edge.leashes import Leashes
from ingle.edge.limits import RateLimit
from ingle.runtime.crypto import Passwords, hash_secret, make_password, make_secret
from ingle.runtime.db import Database

log = structlog.get_logger()


class Accounts:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        random: RandomBytes,
        passwords: Passwords,
        recent: RecentCallers,
        leashes: Leashes,
        by_name: RateLimit,
        by_address: RateLimit,
        belongings: Belongings,
    ) -> None:
        self._db = db
        self._clock = clock
        self._random = random
        self._passwords = passwords
        self._recent = recent
        self._leashes = leashes
        self._by_name = by_name
        self._by_address = by_address
        self._belongings = belongings

    async def make_first_admin(self) -> str | None:
        """The admin's new password, when there was no admin yet; it is nowhere else to be read."""
        if await self._db.read(store.first_admin) is not None:
            return None
        password = make_password(self._random)
        user = self._new_user(FIRST_ADMIN, await self._passwords.hash(password), admin=True)
        await self._db.write(lambda c: store.add_user(c, user))
        return password

    async def login(self, name: str, password: str, *, address: str) -> tuple[User, str]:
        """A new session: its user and its secret. Raises LoginFailedError, and RateLimitedError after too many failures."""
        key, origin = policy.name_key(name), policy.address_key(address)
        self._by_address.spend(origin)
        self._by_name.spend(key)
        user = await self._db.read(lambda c: store.find_user_by_name(c, name))
        if len(password) > policy.MAX_PASSWORD:
            password = ""
        if not await self._passwords.verify(user.password_hash if user else None, password) or user is None:
            log.info("login_failed", address=address)
            raise LoginFailedError("the name or the password is wrong")
        self._by_name.give_back(key)
        self._by_address.give_back(origin)
        return user, await self._open_session(user)

    async def _open_session(self, user: User) -> str:
        now = self._clock.now()
        secret = make_secret(self._random)
        session = Session(
            id=make_id(SESSION, now, self._random),
            user_id=user.id,
            secret_hash=hash_secret(secret),
            created_at=now,
            used_at=now,
            expires_at=now + policy.SESSION_LIFE,
        )

        def open_session(connection: store.Connection) -> None:
            store.remove_sessions_over(connection, now)
            store.add_session(connection, session)

        await self._db.write(open_session)
        return secret

    async def logout(self, caller: Caller) -> None:
        """Ends the session that the caller came with; other ways of being here have nothing to end."""
        if caller.via == "session":
            await self._db.write(lambda c: store.remove_session(c, caller.credential_id))
            self._recent.forget()
            self._leashes.cut(lambda other: other.credential_id == caller.credential_id)

    async def get(self, user_id: str) -> User:
        """Raises UserNotFoundError."""
        user = await self._db.read(lambda c: store.find_user(c, user_id))
        if user is None:
            raise UserNotFoundError("there is no such user")
        return user

    async def change_password(self, caller: Caller, *, old: str, new: str) -> None:
        """Ends the user's other sessions. Raises WrongPasswordError, PasswordWeakError, RateLimitedError."""
        user = await self.get(caller.user_id)
        policy.check_password(new, user.name)
        key = policy.name_key(user.name)
        self._by_name.spend(key)
        if not await self._passwords.verify(user.password_hash, old[: policy.MAX_PASSWORD]):
            raise WrongPasswordError("the present password is wrong", field="old")
        self._by_name.give_back(key)
        hashed = await self._passwords.hash(new)

        def change(connection: store.Connection) -> None:
            store.set_password(connection, user.id, hashed)
            store.remove_other_sessions(connection, user.id, keep=caller.credential_id)

        await self._db.write(change)
        self._recent.forget()
        self._leashes.cut(
            lambda other: (
                other.user_id == user.id
                and other.via == "session"
                and other.credential_id != caller.credential_id
            )
        )

    async def create(self, name: str, password: str, *, admin: bool) -> User:
        """Raises NameInvalidError, PasswordWeakError, NameTakenError."""
        policy.check_name(name)
        policy.check_password(password, name)
        user = self._new_user(name, await self._passwords.hash(password), admin=admin)
        await self._db.write(lambda c: store.add_user(c, user))
        return user

    async def list(self, *, after: str | None, limit: int) -> Page[User]:
        return await self._db.read(lambda c: store.list_users(c, after=after, limit=limit))

    async def remove(self, caller: Caller, reference: str) -> None:
        """And the user's sessions and tokens. Raises UserNotFoundError, UserInUseError."""
        user = await self.get(reference)
        if user.id == caller.user_id:
            raise UserInUseError("you cannot remove yourself")
        if owned := await self._belongings(user.id):
            raise UserInUseError(f"{user.name} still has {' and '.join(owned)}; remove them first")

        def remove(connection: store.Connection) -> None:
            if user.admin and store.count_admins(connection) == 1:
                raise UserInUseError("the last admin cannot be removed")
            store.remove_user(connection, user.id)

        await self._db.write(remove)
        self._recent.forget()
        self._leashes.cut(lambda other: other.user_id == user.id)

    def _new_user(self, name: str, password_hash: str, *, admin: bool) -> User:
        now = self._clock.now()
        return User(make_id(USER, now, self._random), name, admin, now, password_hash)
