"""Named permissions: what an app may do for a person beyond its scopes, such as `driver:puter-chat-completion`, and what people let others know or
do that is theirs, such as `user:…:email:read`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ingle.accounts import policy, store
from ingle.accounts.access import Access
from ingle.accounts.errors import GrantDeniedError
from ingle.accounts.model import Holder, HolderKind, Mode, Permission
from ingle.accounts.names import ANYBODY, APP_KIND
from ingle.accounts.ports import Shareable
from ingle.accounts.service.recipients import find_app, resolve, unknown
from ingle.base.clock import Clock
from ingle.edge.identity import Caller
from ingle.runtime.db import Database

ALL = "*"  # in place of a name: all that were permitted


@dataclass(frozen=True)
class Listed:
    given: Sequence[Permission]  # by the caller
    received: Sequence[Permission]  # by others, also by way of a group


class Permissions:
    def __init__(self, *, db: Database, clock: Clock, things: Mapping[str, Shareable]) -> None:
        self._db = db
        self._clock = clock
        self._things = things
        self._apps = Access(APP_KIND, clock)

    async def permit(
        self, caller: Caller, to: Holder, names: Collection[str], *, whomever: bool = False
    ) -> None:
        """`whomever`: to an app of the caller's own, for whomever it acts.

        Raises InvalidError for what can be no name, GrantDeniedError, RecipientUnknownError.
        """
        for name in names:
            policy.check_permission(name)
            if policy.person_named(name) not in ("", caller.user_id):
                raise GrantDeniedError(f"{name} is another person's to permit")

        def permit(connection: store.Connection) -> None:
            holder = self._holder(connection, caller, to, whomever=whomever)
            for name in dict.fromkeys(names):
                store.permit(connection, Permission(holder, caller.user_id, name), self._clock.now())

        await self._db.write(permit)

    async def withdraw(
        self, caller: Caller, to: Holder, names: Collection[str], *, whomever: bool = False
    ) -> None:
        """What was not permitted is no error. `*`: all that the caller has permitted the holder. Raises GrantDeniedError, RecipientUnknownError."""

        def withdraw(connection: store.Connection) -> None:
            holder = self._holder(connection, caller, to, whomever=whomever)
            given = store.permissions_by(connection, caller.user_id)
            there = [one.name for one in given if one.holder == holder]
            for name in there if ALL in names else names:
                store.withdraw(connection, Permission(holder, caller.user_id, name))

        await self._db.write(withdraw)

    async def held(self, caller: Caller, names: Collection[str]) -> frozenset[str]:
        """Which of these the caller has."""
        return await self._db.read(lambda c: held(c, caller, names))

    async def list(self, caller: Caller) -> Listed:
        def read(connection: store.Connection) -> Listed:
            return Listed(
                store.permissions_by(connection, caller.user_id),
                store.permissions_to_person(connection, caller.user_id, admin=caller.admin),
            )

        return await self._db.read(read)

    def _holder(self, connection: store.Connection, caller: Caller, to: Holder, *, whomever: bool) -> Holder:
        """Raises GrantDeniedError, RecipientUnknownError."""
        if policy.narrow_holder(caller) is not None:
            raise GrantDeniedError("only a person permits, not an app, a link or a restricted token")
        if not whomever:
            return resolve(connection, caller, to, self._things)
        app = find_app(connection, to.id, self._things) if to.kind is HolderKind.APP else None
        if app is None or self._apps.mode(connection, caller, app.owner, app.lineage) is not Mode.MANAGE:
            raise unknown(to.id)
        return Holder(HolderKind.APP, policy.app_holder(ANYBODY, app.id))


def held(connection: store.Connection, caller: Caller, names: Collection[str]) -> frozenset[str]:
    """Which of these the caller has, asked from inside anybody's transaction: one query; none for a person about what is their own."""
    if policy.narrow_holder(caller) is None and all(
        policy.person_named(name) in ("", caller.user_id) for name in names
    ):
        return frozenset(names)
    every = {beginning for name in names for beginning in policy.beginnings(name)}
    permitted = store.permitted(
        connection, caller.user_id, policy.other_holders(caller), every, admin=caller.admin
    )
    return policy.permissions_held(caller, names, permitted)
