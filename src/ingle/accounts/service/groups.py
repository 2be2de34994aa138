"""Groups: people together, so that something can be shared with all of them. A person knows of the groups that they own or are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingle.accounts import policy, store
from ingle.accounts.errors import GrantDeniedError, GroupNotFoundError, RecipientUnknownError
from ingle.accounts.model import Group
from ingle.accounts.names import GROUP
from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.edge.identity import Caller
from ingle.runtime.db import Database, lock


@dataclass(frozen=True)
class GroupTold:
    """A group, and what the people in it are called, by id."""

    group: Group
    names: Mapping[str, str]


class Groups:
    def __init__(self, *, db: Database, clock: Clock, random: RandomBytes) -> None:
        self._db = db
        self._clock = clock
        self._random = random

    async def create(self, caller: Caller, name: str) -> GroupTold:
        """The caller owns it, and is not in it unless added. Raises NameInvalidError, GroupNameTakenError, GroupFullError."""
        policy.check_group_name(name)
        now = self._clock.now()
        group = Group(make_id(GROUP, now, self._random), caller.user_id, name, now)

        def create(connection: store.Connection) -> GroupTold:
            lock(connection, f"groups of {caller.user_id}")
            policy.check_room_for_group(store.count_groups(connection, caller.user_id))
            store.add_group(connection, group)
            return _told(connection, [group])[0]

        return await self._db.write(create)

    async def list(self, caller: Caller) -> Sequence[GroupTold]:
        """Those that the caller owns or is in."""
        return await self._db.read(lambda c: _told(c, store.find_groups(c, caller.user_id)))

    async def get(self, caller: Caller, reference: str) -> GroupTold:
        """By name or id; one's own comes before another's of the same name. Raises GroupNotFoundError."""
        return await self._db.read(lambda c: _told(c, [find_group(c, caller, reference)])[0])

    async def rename(self, caller: Caller, reference: str, name: str) -> GroupTold:
        """Raises GroupNotFoundError, GrantDeniedError, NameInvalidError, GroupNameTakenError."""
        policy.check_group_name(name)

        def rename(connection: store.Connection) -> GroupTold:
            group = _owned(connection, caller, reference)
            store.rename_group(connection, group.id, name)
            return _told(connection, [find_group(connection, caller, group.id)])[0]

        return await self._db.write(rename)

    async def remove(self, caller: Caller, reference: str) -> None:
        """And all that was granted to it. Raises GroupNotFoundError, GrantDeniedError."""
        await self._db.write(lambda c: store.remove_group(c, _owned(c, caller, reference).id))

    async def add(self, caller: Caller, reference: str, person: str) -> GroupTold:
        """By the person's name or id; whoever is in already stays. Raises GroupNotFoundError, GrantDeniedError, RecipientUnknownError, GroupFullError."""

        def add(connection: store.Connection) -> GroupTold:
            group = _owned(connection, caller, reference)
            user = store.find_user(connection, person)
            if user is None:
                raise RecipientUnknownError(f"there is nobody called {person!r}", field="person")
            store.note_change(connection)  # from here on nobody else adds, so the count stays what it is
            policy.check_room_for_member(len(find_group(connection, caller, group.id).members))
            store.add_member(connection, group.id, user.id)
            return _told(connection, [find_group(connection, caller, group.id)])[0]

        return await self._db.write(add)

    async def take_out(self, caller: Caller, reference: str, person: str) -> None:
        """By the owner or an admin, or by the person themself, who leaves. Raises GroupNotFoundError, GrantDeniedError, RecipientUnknownError."""

        def take_out(connection: store.Connection) -> None:
            group = find_group(connection, caller, reference)
            user = store.find_user(connection, person)
            if user is None or user.id not in group.members:
                raise RecipientUnknownError(f"{person!r} is not in this group", field="person")
            if caller.user_id not in (group.owner, user.id) and not caller.admin:
                raise GrantDeniedError("only the group's owner takes others out of it")
            store.remove_member(connection, group.id, user.id)

        await self._db.write(take_out)


def find_group(connection: store.Connection, caller: Caller, reference: str) -> Group:
    """By name or id among those that the caller knows of; an admin knows of every one by its id. Raises GroupNotFoundError."""
    found = store.find_groups(connection, caller.user_id, reference)
    if not found and caller.admin and (any_group := store.find_group_by_id(connection, reference)):
        return any_group
    if not found:
        raise GroupNotFoundError(f"you know of no group {reference!r}")
    return min(found, key=lambda group: group.owner != caller.user_id)


def _owned(connection: store.Connection, caller: Caller, reference: str) -> Group:
    """Raises GroupNotFoundError, GrantDeniedError."""
    group = find_group(connection, caller, reference)
    if group.owner != caller.user_id and not caller.admin:
        raise GrantDeniedError("only the group's owner changes it")
    return group


def _told(connection: store.Connection, groups: Sequence[Group]) -> Sequence[GroupTold]:
    people = {person for group in groups for person in (group.owner, *group.members)}
    names = store.names_of(connection, people)
    return [GroupTold(group, names) for group in groups]
