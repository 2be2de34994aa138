"""Things to share, who shares them, and an oracle that says naively who may what."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import event

from ingle.accounts import Access, Shared, policy, store
from ingle.accounts.model import Granted, Holder, HolderKind, Mode, Token, User
from ingle.accounts.names import EVERYONE
from ingle.accounts.service import Grants, Groups, Links, Permissions
from ingle.base.clock import ManualClock
from ingle.edge.identity import Caller
from ingle.edge.limits import Rate, RateLimit
from ingle.runtime.crypto import hash_secret
from ingle.runtime.db import Database
from support.cheap import cheap_passwords

NOW = datetime(2026, 1, 1, tzinfo=UTC)  # where a ManualClock begins


def an_id(prefix: str, number: int) -> str:
    return f"{prefix}_{number:026}"


ADA, ANN, BOB, CLEO = (an_id("usr", number) for number in range(4))
NAMES = {ADA: "ada", ANN: "ann", BOB: "bob", CLEO: "cleo"}
ADMIN = ADA
TOKEN_OF_BOB = an_id("tok", 1)
GAME = an_id("app", 1)


def person(user_id: str) -> Caller:
    return Caller(
        user_id,
        NAMES[user_id],
        admin=user_id == ADMIN,
        scopes=frozenset({"*"}),
        via="session",
        credential_id="ses",
    )


def acting_for(user_id: str, app_id: str = GAME) -> Caller:
    return replace(person(user_id), admin=False, via="app", app_id=app_id, credential_id="tok_of_app")


def by_token(user_id: str, token_id: str = TOKEN_OF_BOB) -> Caller:
    return replace(person(user_id), via="token", credential_id=token_id, restricted=True)


def by_link(link_id: str) -> Caller:
    return Caller("", "", admin=False, scopes=frozenset(), via="link", credential_id=link_id)


@dataclass
class Forest:
    """Satisfies accounts.ports.Shareable: things that lie in one another, and whose they are."""

    owners: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)  # of things that are no roots

    def plant(self, owner: str, *line: str) -> None:
        """A root, what lies in it, what lies in that, and so on."""
        for place, thing in enumerate(line):
            self.owners[thing] = owner
            if place:
                self.parents[thing] = line[place - 1]

    def lineage(self, thing: str) -> tuple[str, ...]:
        line = [thing]
        while line[-1] in self.parents:
            line.append(self.parents[line[-1]])
        return tuple(reversed(line))

    def describe(self, connection: sa.Connection, object_ids: Collection[str]) -> Mapping[str, Shared]:
        there = [one for one in object_ids if one in self.owners]
        return {one: Shared(one, self.owners[one], self.lineage(one), f"the {one}") for one in there}


class Square:
    """Four people, one of them an admin, with things to share."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.clock = ManualClock()
        self.forest = Forest()
        self.forest.plant(ANN, "home", "work", "plan")
        self.apps = Forest()
        self.apps.plant(CLEO, GAME)
        things = {"entry": self.forest, "app": self.apps}
        self.groups = Groups(db=db, clock=self.clock, random=os.urandom)
        self.grants = Grants(db=db, clock=self.clock, random=os.urandom, things=things)
        self.permissions = Permissions(db=db, clock=self.clock, things=things)
        self.links = Links(
            db=db,
            clock=self.clock,
            random=os.urandom,
            passwords=cheap_passwords(),
            by_link=RateLimit(Rate(3, timedelta(minutes=1)), self.clock),
            things=things,
        )
        db.write_now(add_people)

    async def give(self, issuer: str, holder: Holder, mode: Mode, on: str = "work", **more: datetime) -> str:
        told = await self.grants.give(person(issuer), "entry", on, holder, mode, **more)
        return told.grant.id

    def number(self) -> int:
        return self.db.read_now(store.change_number)


def mode_of(square: Square, caller: Caller, thing: str = "work") -> Mode | None:
    """In which mode the caller may use a thing of Ann's."""
    line = square.forest.lineage(thing)
    return square.db.read_now(lambda c: Access("entry", square.clock).mode(c, caller, ANN, line))


def add_people(connection: sa.Connection) -> None:
    for user_id, name in NAMES.items():
        store.add_user(connection, User(user_id, name, user_id == ADMIN, NOW, "argon2…"))
    store.add_token(
        connection,
        Token(TOKEN_OF_BOB, BOB, "t", hash_secret("t"), (), NOW, None, None, restricted=True),
    )


def to(kind: HolderKind, holder: str) -> Holder:
    return Holder(kind, holder)


@contextmanager
def counted(db: Database) -> Iterator[list[str]]:
    """The statements that are executed meanwhile, but for a transaction's begin."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN":
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


# --- the oracle -------------------------------------------------------------------------------------------------------


def oracle(caller: Caller, ground: policy.Ground, people: Sequence[str]) -> Mode | None:
    """What decision 0020 says, from all grants there are."""
    have, holding = _flowing(ground, people)
    last = len(ground.lineage) - 1
    own = max((mode for name, step, mode in have if (name, step) == (caller.user_id, last)), default=None)

    def narrowed(kind: HolderKind, holder: str) -> Mode | None:
        return max((grant.mode for grant in holding if grant.holder == Holder(kind, holder)), default=None)

    if caller.via == "link":
        return narrowed(HolderKind.LINK, caller.credential_id)
    narrow = own
    if caller.app_id:
        narrow = narrowed(HolderKind.APP, f"{caller.user_id}:{caller.app_id}")
    elif caller.restricted:
        narrow = narrowed(HolderKind.TOKEN, caller.credential_id)
    return None if own is None or narrow is None else min(own, narrow)


def _flowing(
    ground: policy.Ground, people: Sequence[str]
) -> tuple[set[tuple[str, int, Mode]], list[Granted]]:
    """Who has what on each step of the lineage, and which grants hold: rights flow from the owner until nothing changes."""
    depth = len(ground.lineage)
    have: set[tuple[str, int, Mode]] = {(ground.owner, step, Mode.MANAGE) for step in range(depth)}
    places = {step: place for place, step in enumerate(ground.lineage)}
    holding: list[Granted] = []
    waiting = [grant for grant in ground.granted if grant.object in places]
    while new := [grant for grant in waiting if (grant.issuer, places[grant.object], Mode.MANAGE) in have]:
        holding += new
        waiting = [grant for grant in waiting if grant not in new]
        for grant in new:
            below = range(places[grant.object], depth)
            reached = _reached(grant.holder, ground, people)
            have |= {(name, step, grant.mode) for name in reached for step in below}
    return have, holding


def _reached(holder: Holder, ground: policy.Ground, people: Sequence[str]) -> list[str]:
    if holder.kind is HolderKind.GROUP:
        return [name for name in people if holder.id in (EVERYONE, *ground.memberships.get(name, ()))]
    return [holder.id] if holder.kind is HolderKind.USER else []
