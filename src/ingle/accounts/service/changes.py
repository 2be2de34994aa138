"""What admins change of somebody: the name, the address, and whether they are an admin."""

from dataclasses import dataclass, replace

from ingle.accounts import policy, store
from ingle.accounts.errors import TemporaryAccountError, UserInUseError, UserNotFoundError
from ingle.accounts.model import User
from ingle.accounts.service.ground import Ground
from ingle.edge.identity import Caller
from ingle.runtime.db import lock


@dataclass(frozen=True)
class Change:
    """None: as it is."""

    name: str | None = None
    email: str | None = None  # "": none any more
    admin: bool | None = None


class Changes:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def change(self, caller: Caller, reference: str, asked: Change, *, address: str) -> User:
        """All of it or nothing. An address that an admin tells counts as confirmed. Who is an admin no longer loses what only admins do at once.

        Raises UserNotFoundError, UserInUseError, TemporaryAccountError, NameInvalidError, NameTakenError, EmailInvalidError, EmailTakenError.
        """
        if asked.name is not None:
            policy.check_name(asked.name)
        email = policy.check_email(asked.email) if asked.email else asked.email

        def change(connection: store.Connection) -> tuple[User, User]:
            lock(connection, "admins")
            before = store.find_user(connection, reference)
            if before is None:
                raise UserNotFoundError("there is no such user")
            after = _changed(before, replace(asked, email=email))
            _check(connection, before, after)
            store.set_user(connection, after)
            if before.email != after.email:
                store.remove_tickets(connection, after.id, "confirm_email")
                store.remove_tickets(connection, after.id, "recovery")  # letters that the old address has
            for action, detail in _deeds(before, after):
                self._ground.note(
                    connection, action, actor=caller, subject=after, address=address, detail=detail
                )
            return before, after

        before, after = await self._ground.db.write(change)
        self._ground.recent.forget()  # who still has the old name, and may what they might
        if before.admin and not after.admin:
            self._ground.ended(lambda other: other.user_id == after.id)
        return after


def _changed(user: User, asked: Change) -> User:
    if asked.name is not None:
        user = replace(user, name=asked.name)
    if asked.email is not None:
        user = replace(user, email=asked.email, email_confirmed=bool(asked.email))
    return user if asked.admin is None else replace(user, admin=asked.admin)


def _check(connection: store.Connection, before: User, after: User) -> None:
    if before.temporary and before != after:
        raise TemporaryAccountError("this account is for now only; its person keeps it first")
    if before.admin and not after.admin and all(one.id == before.id for one in store.list_admins(connection)):
        raise UserInUseError("the last admin stays one; make somebody else an admin first")


def _deeds(before: User, after: User) -> list[tuple[str, str]]:
    """What the audit log says, and more exactly."""
    deeds = []
    if before.name != after.name:
        deeds.append(("renamed", before.name))
    if (before.email, before.email_confirmed) != (after.email, after.email_confirmed):
        deeds.append(("email_set", after.email))
    if before.admin != after.admin:
        deeds.append(("admin_made" if after.admin else "admin_unmade", ""))
    return deeds
