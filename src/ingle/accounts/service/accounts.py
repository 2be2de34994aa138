"""People, as admins see and make them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ingle.accounts import policy, store
from ingle.accounts.errors import UserInUseError, UserNotFoundError
from ingle.accounts.model import Newcomer, User
from ingle.accounts.names import FIRST_ADMIN, USER
from ingle.accounts.service.ground import Ground
from ingle.base.errors import InvalidError
from ingle.base.paging import Page
from ingle.edge.identity import Caller
from ingle.runtime.crypto import Passwords, is_password_hash, make_password

MAX_IMPORT = 1000


class Accounts:
    def __init__(self, ground: Ground, *, passwords: Passwords) -> None:
        self._ground = ground
        self._passwords = passwords

    async def make_first_admin(self) -> str | None:
        """The admin's new password, when there was no admin yet; it is nowhere else to be read."""
        if await self._ground.db.read(store.first_admin) is not None:
            return None
        password = make_password(self._ground.random)
        user = self._new_user(FIRST_ADMIN, await self._passwords.hash(password), admin=True)
        await self._ground.db.write(lambda c: store.add_user(c, user))
        return password

    async def get(self, reference: str) -> User:
        """By id or name. Raises UserNotFoundError."""
        user = await self._ground.db.glance(lambda c: store.find_user(c, reference))
        if user is None:
            raise UserNotFoundError("there is no such user")
        return user

    async def admins(self) -> Sequence[User]:
        return await self._ground.db.read(store.list_admins)

    async def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        """By id, of those who are there."""
        return await self._ground.db.read(lambda c: store.names_of(c, user_ids))

    async def list(self, *, after: str | None, limit: int, search: str = "") -> Page[User]:
        """`search`: a part of the name or the e-mail address."""
        return await self._ground.db.read(
            lambda c: store.list_users(c, after=after, limit=limit, search=search)
        )

    async def create(
        self, caller: Caller, name: str, password: str, *, admin: bool, email: str = "", address: str
    ) -> User:
        """An address that an admin tells counts as confirmed.

        Raises NameInvalidError, PasswordWeakError, NameTakenError, EmailInvalidError, EmailTakenError.
        """
        policy.check_name(name)
        policy.check_password(password, name)
        email = policy.check_email(email) if email else ""
        user = self._new_user(name, await self._passwords.hash(password), admin=admin, email=email)
        await self._add(caller, [user], address=address)
        return user

    async def take_over(
        self, caller: Caller, newcomers: Sequence[Newcomer], *, address: str
    ) -> Sequence[User]:
        """People of another system with the hashes of their passwords (Argon2 or bcrypt), all or none; their addresses count as confirmed.

        Raises InvalidError, NameInvalidError, NameTakenError, EmailInvalidError, EmailTakenError.
        """
        if len(newcomers) > MAX_IMPORT:
            raise InvalidError(f"at most {MAX_IMPORT} people at once", field="people")
        users = []
        for newcomer in newcomers:
            policy.check_name(newcomer.name)
            if newcomer.password_hash and not is_password_hash(newcomer.password_hash):
                raise InvalidError(
                    f"the password hash of {newcomer.name} is neither Argon2 nor bcrypt",
                    field="password_hash",
                )
            email = policy.check_email(newcomer.email) if newcomer.email else ""
            users.append(
                self._new_user(newcomer.name, newcomer.password_hash, admin=newcomer.admin, email=email)
            )
        await self._add(caller, users, address=address)
        return users

    async def suspend(self, caller: Caller, reference: str, *, address: str) -> User:
        """Their sessions and tokens end at once, and say why. Raises UserNotFoundError, UserInUseError."""
        user = await self.get(reference)
        if user.id == caller.user_id:
            raise UserInUseError("you cannot suspend yourself")
        suspended = replace(user, suspended_at=user.suspended_at or self._ground.clock.now())
        await self._change(caller, suspended, "suspended", address=address)
        self._ground.ended(lambda other: other.user_id == user.id)
        return suspended

    async def unsuspend(self, caller: Caller, reference: str, *, address: str) -> User:
        """They log in anew; their tokens are good again. Raises UserNotFoundError."""
        user = replace(await self.get(reference), suspended_at=None)
        await self._change(caller, user, "unsuspended", address=address, end_sessions=True)
        self._ground.recent.forget()
        return user

    async def reset_password(self, caller: Caller, reference: str, *, address: str) -> str:
        """A new password, told once; their sessions end. Raises UserNotFoundError."""
        password = make_password(self._ground.random)
        user = replace(await self.get(reference), password_hash=await self._passwords.hash(password))
        await self._change(caller, user, "password_reset", address=address, end_sessions=True)
        self._ground.ended(lambda other: other.user_id == user.id and other.via == "session")
        return password

    async def _change(
        self, caller: Caller, user: User, action: str, *, address: str, end_sessions: bool = False
    ) -> None:
        def change(connection: store.Connection) -> None:
            store.set_user(connection, user)
            if end_sessions:
                store.remove_other_sessions(connection, user.id, keep="")
            self._ground.note(connection, action, actor=caller, subject=user, address=address)

        await self._ground.db.write(change)

    async def _add(self, caller: Caller, users: Sequence[User], *, address: str) -> None:
        def add(connection: store.Connection) -> None:
            for user in users:
                store.add_user(connection, user)
                self._ground.note(connection, "user_made", actor=caller, subject=user, address=address)

        await self._ground.db.write(add)

    def _new_user(self, name: str, password_hash: str, *, admin: bool, email: str = "") -> User:
        return User(
            self._ground.new_id(USER),
            name,
            admin,
            self._ground.clock.now(),
            password_hash,
            email=email,
            email_confirmed=bool(email),
        )
