"""The one question about shared things, asked from inside anybody's transaction: in which mode may this caller use this thing?

Two queries at most, however deep the thing lies and however many things are asked about at once; none for a person in their own tree.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from ingle.accounts import policy, store
from ingle.accounts.model import Granted, HolderKind, Mode
from ingle.accounts.names import EVERYONE
from ingle.base.clock import Clock
from ingle.edge.identity import Caller


@dataclass(frozen=True)
class Asked:
    """A thing that is asked about: whose it is, and the ids from the root to it."""

    owner: str
    lineage: Sequence[str]


class Access:
    """For one kind of things, such as `entry`."""

    def __init__(self, kind: str, clock: Clock) -> None:
        self.kind = kind
        self.clock = clock

    def mode(
        self, connection: store.Connection, caller: Caller, owner: str, lineage: Sequence[str]
    ) -> Mode | None:
        """None: the caller may not even know of it. `owner`: a user id; `lineage`: ids from the root to the thing."""
        (mode,) = self.modes(connection, caller, owner, [lineage])
        return mode

    def modes(
        self, connection: store.Connection, caller: Caller, owner: str, lineages: Sequence[Sequence[str]]
    ) -> Sequence[Mode | None]:
        """Of many things that one person owns, with as few queries as of one."""
        modes, _ = self.answers(connection, caller, [Asked(owner, lineage) for lineage in lineages])
        return modes

    def answers(
        self, connection: store.Connection, caller: Caller, things: Sequence[Asked]
    ) -> tuple[Sequence[Mode | None], datetime | None]:
        """Of many things, whoever owns them; and until when these answers hold if nobody changes anything (None: for good)."""
        steps = {
            step for thing in things if not is_owner(caller, thing.owner) for step in thing.lineage if step
        }
        if not steps:
            return [Mode.MANAGE if is_owner(caller, thing.owner) else None for thing in things], None
        narrow = policy.narrow_holder(caller) or store.NOBODY
        granted, until = store.granted_on(
            connection, self.kind, steps, caller.user_id, narrow, self.clock.now()
        )
        inside = _memberships(connection, granted, caller)
        grounds = (policy.Ground(thing.owner, thing.lineage, granted, inside) for thing in things)
        return [policy.effective_mode(caller, ground) for ground in grounds], until

    def roots(self, connection: store.Connection, caller: Caller) -> Sequence[str]:
        """Ids of the things that were themselves granted to the caller: where what is shared with them begins. What their lineage makes of
        the grants, `modes` says, and a thing of which the answer is None is not to be told. One query."""
        narrow = policy.narrow_holder(caller)
        return store.objects_granted_to(connection, self.kind, caller.user_id, narrow, self.clock.now())

    def audiences(
        self, connection: store.Connection, owner: str, lineages: Sequence[Sequence[str]]
    ) -> Sequence[Collection[str]]:
        """Of things that one person owns: the ids of all people who may know of each, the owner among them. Two queries at most, however many see
        it; one where nothing is shared."""
        steps = {step for lineage in lineages for step in lineage if step}
        granted = store.all_granted_on(connection, self.kind, steps, self.clock.now()) if steps else []
        if not granted:
            return [{owner}] * len(lineages)
        groups = {one.holder.id for one in granted if one.holder.kind is HolderKind.GROUP}
        inside = store.members_of(connection, groups) if groups else {}
        people = {one.holder.id for one in granted if one.holder.kind is HolderKind.USER} | inside.keys()
        grounds = [policy.Ground(owner, lineage, granted, inside) for lineage in lineages]
        return [
            {owner, *(each for each in people if policy.mode_of_person(each, ground))} for ground in grounds
        ]

    def granted(self, connection: store.Connection, *, after: str, limit: int) -> Sequence[str]:
        """Ids of things on which something is granted, whether they are still there or not, from behind this one."""
        return store.granted_objects(connection, self.kind, after=after, limit=limit)

    def forget(self, connection: store.Connection, object_ids: Collection[str]) -> None:
        """Things that are gone: nothing is granted on them any more, and no link opens them. In the transaction that removes them."""
        store.forget_objects(connection, self.kind, object_ids)


def is_owner(caller: Caller, owner: str) -> bool:
    """Whether it is the person themself, by a way in that may all they may."""
    return caller.user_id == owner and policy.narrow_holder(caller) is None


def _memberships(
    connection: store.Connection, granted: Sequence[Granted], caller: Caller
) -> policy.Memberships:
    groups = {
        grant.holder.id
        for grant in granted
        if grant.holder.kind is HolderKind.GROUP and grant.holder.id != EVERYONE
    }
    return store.memberships(connection, policy.people_in(granted, caller), groups) if groups else {}
