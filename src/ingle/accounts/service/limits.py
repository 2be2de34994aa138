"""How much each person may have: the defaults, and what an admin has set for them, which holds from the next request on."""

from ingle.accounts import policy, store
from ingle.accounts.errors import UserNotFoundError
from ingle.accounts.model import Overrides, Usage, User
from ingle.accounts.ports import UsageOf
from ingle.accounts.recent import RecentCallers
from ingle.accounts.settings import Limits
from ingle.runtime.db import Database, lock


class PersonalLimits:
    def __init__(self, *, db: Database, defaults: Limits, recent: RecentCallers, usage: UsageOf) -> None:
        self._db = db
        self._defaults = defaults
        self._recent = recent
        self._usage = usage

    @property
    def of_nobody(self) -> Limits:
        """What holds for whoever comes by a link."""
        return self._defaults

    def of(self, connection: store.Connection, user: User) -> Limits:
        """What holds for a person that was just read."""
        overrides = store.find_overrides(connection, user.id)
        return policy.limits_in_force(self._defaults, overrides, admin=user.admin)

    def hold(self, connection: store.Connection, user_id: str) -> Limits:
        """What holds for a person, and goes on holding until the transaction ends: whoever else wants to take something of theirs, or to
        change the limits, waits for that. So what is counted now is still so many when the transaction is done."""
        lock(connection, f"limits of {user_id}")
        user = store.find_user(connection, user_id)
        return self.of(connection, user) if user is not None else self._defaults

    def storage_mib(self, connection: store.Connection, user_id: str) -> int:
        """How much a person's files may take; 0: any amount. For what asks at each write, and so by one query."""
        found = store.find_storage_limit(connection, user_id)
        if found is None:
            return self._defaults.storage_mib
        admin, override = found
        if override is not None:
            return override
        return 0 if admin else self._defaults.storage_mib

    async def get(self, reference: str) -> tuple[Overrides, Limits]:
        """What is set for the user (by name or id), and what holds. Raises UserNotFoundError."""

        def read(connection: store.Connection) -> tuple[Overrides, Limits]:
            user = _found(connection, reference)
            return store.find_overrides(connection, user.id), self.of(connection, user)

        return await self._db.read(read)

    async def set(self, reference: str, overrides: Overrides) -> Limits:
        """Replace what is set for the user; what holds now. What they have already is left to them, also where it is more than that.

        Raises UserNotFoundError, InvalidError.
        """
        policy.check_overrides(overrides)

        def write(connection: store.Connection) -> Limits:
            user = _found(connection, reference)
            lock(connection, f"limits of {user.id}")
            store.set_overrides(connection, user.id, overrides)
            return self.of(connection, user)

        in_force = await self._db.write(write)
        self._recent.forget()
        return in_force

    async def usage(self, reference: str) -> Usage:
        """What the user has now. Raises UserNotFoundError."""
        user = await self._db.read(lambda connection: _found(connection, reference))
        return await self._usage(user.id)


def _found(connection: store.Connection, reference: str) -> User:
    user = store.find_user(connection, reference)
    if user is None:
        raise UserNotFoundError("there is no such user")
    return user
