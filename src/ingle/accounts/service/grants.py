"""Sharing: grants are given by whoever may manage a thing, and hold from the next question on, or no longer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingle.accounts import events, policy, store
from ingle.accounts.errors import GrantDeniedError, GrantNotFoundError
from ingle.accounts.model import Grant, Holder, HolderKind, Mode
from ingle.accounts.names import ADMINS, EVERYONE, GRANT
from ingle.accounts.ports import Shareable, Shared
from ingle.accounts.service.hearing import tell
from ingle.accounts.service.recipients import resolve
from ingle.accounts.service.things import Things
from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import Page
from ingle.edge.identity import Caller
from ingle.runtime.db import Database


@dataclass(frozen=True)
class Told:
    """A grant, and what its parts are called."""

    grant: Grant
    thing: Shared | None  # None: it is gone, or the caller may not know of it
    issuer: str
    holder: str  # a person's or group's name, an app's, token's or link's id


@dataclass(frozen=True)
class Change:
    """What of a grant becomes another; None: it stays. `endless`: it ends no more."""

    mode: Mode | None = None
    expires_at: datetime | None = None
    endless: bool = False
    note: str | None = None


class Grants:
    def __init__(
        self, *, db: Database, clock: Clock, random: RandomBytes, things: Mapping[str, Shareable]
    ) -> None:
        """`things`: what can be shared, by kind; wiring may go on filling it until the doors open."""
        self._db = db
        self._clock = clock
        self._random = random
        self._things = Things(things, clock)

    async def give(
        self,
        caller: Caller,
        kind: str,
        reference: str,
        to: Holder,
        mode: Mode,
        *,
        expires_at: datetime | None = None,
        note: str = "",
    ) -> Told:
        """Whom it is for may be said by name or id. What the caller had granted the same holder on it is replaced.

        Raises ObjectNotFoundError, GrantDeniedError, RecipientUnknownError, ExpiryPastError, InvalidError.
        """
        now = self._clock.now()
        policy.check_expiry(expires_at, now)
        policy.check_note(note)

        def give(connection: store.Connection) -> Told:
            thing = self._things.managed(connection, caller, kind, reference, mode)
            holder = resolve(connection, caller, to, self._things.kinds)
            if holder == Holder(HolderKind.USER, thing.owner):
                raise GrantDeniedError("it is theirs already")
            made = Grant(
                id=make_id(GRANT, now, self._random),
                issuer=caller.user_id,
                holder=holder,
                kind=kind,
                object=thing.id,
                mode=mode,
                created_at=now,
                expires_at=expires_at,
                note=note,
            )
            told = self._one(connection, caller, store.put_grant(connection, made))
            tell(connection, events.GRANTED, told.grant, now)
            return told

        return await self._db.write(give)

    async def change(self, caller: Caller, grant_id: str, change: Change) -> Told:
        """By who may manage the thing. Raises GrantNotFoundError, GrantDeniedError, ExpiryPastError, InvalidError."""
        policy.check_expiry(change.expires_at, self._clock.now())
        policy.check_note(change.note or "")

        def write(connection: store.Connection) -> Told:
            grant = store.find_grant(connection, grant_id)
            own = self._mode(connection, caller, grant) if grant else None
            if grant is None or (own is not Mode.MANAGE and not _is_about(grant, caller)):
                raise _not_found()
            changed = _changed(grant, change)
            policy.check_giving(own, changed.mode)
            policy.check_link_mode(changed.holder, changed.mode)
            store.change_grant(connection, changed)
            if changed.holder.kind is HolderKind.LINK:
                store.end_link(connection, changed.holder.id, changed.expires_at)
            told = self._one(connection, caller, changed)
            tell(connection, events.GRANTED, changed, self._clock.now())
            return told

        return await self._db.write(write)

    async def revoke(self, caller: Caller, grant_id: str) -> None:
        """By who gave it, by who may manage the thing, or by the person who has it. Raises GrantNotFoundError."""

        def revoke(connection: store.Connection) -> None:
            grant = store.find_grant(connection, grant_id)
            if grant is None or not (
                _is_about(grant, caller) or self._mode(connection, caller, grant) is Mode.MANAGE
            ):
                raise _not_found()
            if grant.holder.kind is HolderKind.LINK:
                store.remove_link(connection, grant.holder.id)
            else:
                store.remove_grant(connection, grant.id)
            tell(connection, events.REVOKED, grant, self._clock.now())

        await self._db.write(revoke)

    async def holder(self, caller: Caller, to: Holder) -> Holder:
        """Who is meant by a name or an id. Raises RecipientUnknownError, InvalidError."""
        return await self._db.read(lambda c: resolve(c, caller, to, self._things.kinds))

    async def on(self, caller: Caller, kind: str, reference: str) -> Sequence[Told]:
        """What was granted on a thing and on what it lies in, for who may manage it. Raises ObjectNotFoundError, GrantDeniedError."""

        def read(connection: store.Connection) -> Sequence[Told]:
            thing = self._things.managed(connection, caller, kind, reference)
            return self._told(connection, caller, store.grants_on(connection, kind, thing.lineage))

        return await self._db.read(read)

    async def received(self, caller: Caller, *, kind: str = "", after: str | None, limit: int) -> Page[Told]:
        """What others shared with the caller, or with a group that they are in, and still could; so a part may have fewer than were asked for.

        `kind`: of the things; "": any.
        """

        def read(connection: store.Connection) -> Page[Told]:
            found = store.grants_to_person(
                connection,
                caller.user_id,
                admin=caller.admin,
                now=self._clock.now(),
                kind=kind,
                after=after,
                limit=limit + 1,
            )
            page = self._page(connection, caller, found, limit)
            return replace(page, items=[told for told in page.items if told.thing is not None])

        return await self._db.read(read)

    async def issued(
        self,
        caller: Caller,
        *,
        kind: str = "",
        to: Collection[HolderKind] = tuple(HolderKind),
        after: str | None,
        limit: int,
    ) -> Page[Told]:
        """Shared by the caller, with holders of these kinds. `kind`: of the things; "": any."""

        def read(connection: store.Connection) -> Page[Told]:
            found = store.grants_by(
                connection, caller.user_id, kind=kind, to=to, after=after, limit=limit + 1
            )
            return self._page(connection, caller, found, limit)

        return await self._db.read(read)

    # --------------------------------------------------------------------------------------------------------------

    def _mode(self, connection: store.Connection, caller: Caller, grant: Grant) -> Mode | None:
        at = grant.kind, grant.object
        known = self._things.known(connection, caller, [at]).get(at)
        return known[1] if known else None

    def _page(
        self, connection: store.Connection, caller: Caller, found: Sequence[Grant], limit: int
    ) -> Page[Told]:
        kept = found[:limit]  # one more than the limit was read, to know whether there are more
        return Page(self._told(connection, caller, kept), kept[-1].id if len(found) > limit else None)

    def _one(self, connection: store.Connection, caller: Caller, grant: Grant) -> Told:
        (told,) = self._told(connection, caller, [grant])
        return told

    def _told(self, connection: store.Connection, caller: Caller, found: Sequence[Grant]) -> Sequence[Told]:
        people = {grant.issuer for grant in found}
        people |= {grant.holder.id for grant in found if grant.holder.kind is HolderKind.USER}
        names = store.names_of(connection, people)
        groups = {grant.holder.id for grant in found if grant.holder.kind is HolderKind.GROUP}
        called = {**names, **store.group_names(connection, groups), EVERYONE: EVERYONE, ADMINS: ADMINS}
        known = self._things.known(connection, caller, {(grant.kind, grant.object) for grant in found})
        return [
            Told(
                grant,
                known[grant.kind, grant.object][0] if (grant.kind, grant.object) in known else None,
                called.get(grant.issuer, grant.issuer),
                called.get(grant.holder.id, grant.holder.id),
            )
            for grant in found
        ]


def _is_about(grant: Grant, caller: Caller) -> bool:
    """Whether the person gave it or has it themself; what acts for them has to manage the thing."""
    return policy.narrow_holder(caller) is None and (
        grant.issuer == caller.user_id or grant.holder == Holder(HolderKind.USER, caller.user_id)
    )


def _changed(grant: Grant, change: Change) -> Grant:
    return replace(
        grant,
        mode=grant.mode if change.mode is None else change.mode,
        expires_at=None if change.endless else change.expires_at or grant.expires_at,
        note=grant.note if change.note is None else change.note,
    )


def _not_found() -> GrantNotFoundError:
    return GrantNotFoundError("there is no such grant of yours")
