"""The question, asked of a database: on SQLite and on PostgreSQL, against the oracle, and how much it costs."""

from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingle.accounts import Access, Remembered, policy, store
from ingle.accounts.model import Grant, Granted, Group, Holder, HolderKind, Mode
from ingle.accounts.names import ADMINS, EVERYONE
from ingle.accounts.tables import grants, groups
from ingle.edge.identity import Caller
from ingle.runtime.db import Database
from support.sharing import (
    ADMIN,
    ANN,
    BOB,
    CLEO,
    GAME,
    NAMES,
    NOW,
    TOKEN_OF_BOB,
    Forest,
    Square,
    acting_for,
    an_id,
    by_link,
    by_token,
    counted,
    oracle,
    person,
)

TEAM, BAND = an_id("grp", 1), an_id("grp", 2)
LINK = "lnk"
USER, GROUP, APP, TOKEN, LINK_KIND = HolderKind
THINGS = tuple(f"{tree}{depth}" for tree in "ab" for depth in range(8))
CALLERS = (
    *map(person, NAMES),
    *map(acting_for, (ANN, BOB)),
    by_token(BOB),
    by_token(ANN),
    by_link(LINK),
)
HOLDERS = (
    *(Holder(USER, name) for name in NAMES),
    *(Holder(GROUP, group) for group in (TEAM, BAND, EVERYONE, ADMINS)),
    *(Holder(APP, policy.app_holder(name, GAME)) for name in (ANN, BOB)),
    Holder(TOKEN, TOKEN_OF_BOB),
    Holder(LINK_KIND, LINK),
)


@pytest.fixture
def square(db: Database) -> Square:
    return Square(db)


class World:
    """What happened, as the database has it and as the oracle remembers it."""

    def __init__(self, square: Square) -> None:
        self.db, self.clock = square.db, square.clock
        self.forest = Forest()
        self.forest.plant(ANN, *THINGS[:8])
        self.forest.plant(BOB, *THINGS[8:])
        self.given: dict[tuple[str, str, Holder], Grant] = {}
        self.inside: dict[str, set[str]] = {TEAM: set(), BAND: set()}
        self.made = 0
        self.db.write_now(lambda c: c.execute(grants.delete()))
        self.db.write_now(lambda c: c.execute(groups.delete()))
        for group in self.inside:
            self.db.write_now(lambda c, group=group: store.add_group(c, Group(group, CLEO, group, NOW)))

    def give(self, thing: str, issuer: str, holder: Holder, mode: Mode, minutes: int) -> None:
        self.made += 1
        until = self.clock.now() + timedelta(minutes=minutes) if minutes else None
        made = Grant(f"gra_{self.made:026}", issuer, holder, "entry", thing, mode, NOW, until)
        self.given[thing, issuer, holder] = self.db.write_now(lambda c: store.put_grant(c, made))

    def revoke(self, place: int) -> None:
        if self.given:
            key = list(self.given)[place % len(self.given)]
            grant = self.given.pop(key)
            self.db.write_now(lambda c: store.remove_grant(c, grant.id))

    def join_or_leave(self, group: str, user_id: str) -> None:
        if user_id in self.inside[group]:
            self.inside[group].remove(user_id)
            self.db.write_now(lambda c: store.remove_member(c, group, user_id))
        else:
            self.inside[group].add(user_id)
            self.db.write_now(lambda c: store.add_member(c, group, user_id))

    def move(self, thing: str, target: str) -> None:
        """Within its tree, and not into itself."""
        if (
            thing in self.forest.parents
            and thing[0] == target[0]
            and thing not in self.forest.lineage(target)
        ):
            self.forest.parents[thing] = target

    def wait(self, minutes: int) -> None:
        self.clock.move(timedelta(minutes=minutes))

    def expected(self, caller: Caller, thing: str) -> Mode | None:
        now = self.clock.now()
        granted = [
            Granted(one.object, one.issuer, one.holder, one.mode)
            for one in self.given.values()
            if one.expires_at is None or one.expires_at > now
        ]
        inside = {name: [group for group, who in self.inside.items() if name in who] for name in NAMES}
        inside[ADMIN].append(ADMINS)
        ground = policy.Ground(self.forest.owners[thing], self.forest.lineage(thing), granted, inside)
        return oracle(caller, ground, tuple(NAMES))


things, people = st.sampled_from(THINGS), st.sampled_from(sorted(NAMES))
happenings = st.one_of(
    st.tuples(st.just("give"), things, people, st.sampled_from(HOLDERS), st.sampled_from(Mode), st.sampled_from([0, 0, 5, 20])),
    st.tuples(st.just("revoke"), st.integers(0, 20)),
    st.tuples(st.just("join_or_leave"), st.sampled_from([TEAM, BAND]), people),
    st.tuples(st.just("move"), things, things),
    st.tuples(st.just("wait"), st.sampled_from([5, 10])),
)  # fmt: skip


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.generate,),  # to make a failure shorter would take minutes of transactions
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(happened=st.lists(happenings, min_size=4, max_size=14))
def test_every_caller_is_answered_as_the_oracle_says_whatever_happened(
    square: Square, happened: list[tuple[Any, ...]]
) -> None:
    """Also by what is remembered, which is asked after every happening."""
    world = World(square)
    access = Access("entry", square.clock)
    remembered = Remembered(access)
    for name, *words in happened:
        getattr(world, name)(*words)
        square.db.read_now(partial(compare, world, remembered))
    square.db.read_now(partial(compare, world, access))


def compare(world: World, asked: Access | Remembered, connection: store.Connection) -> None:
    for caller, (owner, part) in product(CALLERS, ((ANN, THINGS[:8]), (BOB, THINGS[8:]))):
        lines = [world.forest.lineage(thing) for thing in part]
        expected = [world.expected(caller, thing) for thing in part]
        assert list(asked.modes(connection, caller, owner, lines)) == expected, caller


def test_the_number_of_queries_is_constant(square: Square) -> None:
    """Whatever lies above a thing, however many are asked about; where groups hold something, which of them people are in takes one more."""
    access, bob = Access("entry", square.clock), person(BOB)
    square.db.write_now(lambda c: store.add_group(c, Group(TEAM, CLEO, "team", NOW)))
    square.db.write_now(lambda c: store.add_member(c, TEAM, BOB))
    made = Grant(an_id("gra", 1), ANN, Holder(GROUP, TEAM), "entry", "leaf0", Mode.MANAGE, NOW)
    for depth, wide in product((1, 8, 64), (1, 200)):
        above = [f"d{step}" for step in range(depth - 1)]
        lines = [[*above, f"leaf{number}"] for number in range(wide)]
        with counted(square.db) as alone:
            square.db.read_now(partial(access.modes, caller=bob, owner=ANN, lineages=lines))
        square.db.write_now(lambda c: store.put_grant(c, made))
        with counted(square.db) as with_groups:
            modes = square.db.read_now(partial(access.modes, caller=bob, owner=ANN, lineages=lines))
        square.db.write_now(lambda c: store.remove_grant(c, made.id))
        assert (modes[0], len(alone), len(with_groups)) == (Mode.MANAGE, 1, 2)
        with counted(square.db) as as_owner:
            square.db.read_now(partial(access.modes, caller=person(ANN), owner=ANN, lineages=lines))
        assert as_owner == []


async def test_a_thing_shared_with_thousands_is_asked_about_by_indexes(square: Square) -> None:
    """One row comes back for who asks, not thousands."""
    same = {
        "issuer": ANN,
        "holder_kind": "user",
        "kind": "entry",
        "object": "home",
        "mode": 3,
        "created_at": NOW,
    }
    rows = [{**same, "id": f"gra_{number:026}", "holder": f"someone{number}"} for number in range(3000)]
    square.db.write_now(lambda c: c.execute(grants.insert(), rows))
    await square.give(ANN, Holder(USER, BOB), Mode.READ, on="home")

    def ask(connection: store.Connection) -> int:
        found, _ = store.granted_on(connection, "entry", ["home", "work"], BOB, store.NOBODY, NOW)
        return len(found)

    assert square.db.read_now(ask) == 1


async def test_where_what_is_shared_with_somebody_begins(square: Square) -> None:
    access = Access("entry", square.clock)
    until = NOW + timedelta(minutes=1)
    await square.give(ANN, Holder(USER, BOB), Mode.READ, on="work")
    await square.give(ANN, Holder(GROUP, EVERYONE), Mode.SEE, on="work")
    await square.give(ANN, Holder(GROUP, ADMINS), Mode.SEE, on="plan")
    await square.give(ANN, Holder(USER, CLEO), Mode.SEE, on="home", expires_at=until)
    _, link, _ = await square.links.create(person(ANN), "entry", "plan", Mode.READ)

    def roots(caller: Caller) -> list[str]:
        return list(square.db.read_now(lambda c: access.roots(c, caller)))

    assert roots(person(ANN)) == []
    assert roots(person(BOB)) == ["work"]
    assert roots(person(CLEO)) == ["home", "work"]
    assert roots(person(ADMIN)) == ["plan", "work"]
    assert roots(by_link(link.holder.id)) == ["plan"]
    assert roots(acting_for(BOB)) == []
    square.clock.move(timedelta(minutes=1))
    assert roots(person(CLEO)) == ["work"]


async def test_with_a_thing_goes_what_was_granted_on_it_and_its_links(square: Square) -> None:
    access = Access("entry", square.clock)
    await square.give(ANN, Holder(USER, BOB), Mode.READ, on="work")
    link, _, secret = await square.links.create(person(ANN), "entry", "work", Mode.READ)
    before = square.number()
    square.db.write_now(lambda c: access.forget(c, ["work"]))
    assert square.number() > before
    assert square.db.read_now(lambda c: store.grants_on(c, "entry", ["work"])) == []
    assert square.db.read_now(lambda c: store.find_link_by_secret(c, link.secret_hash)) is None
    assert secret.startswith("ingle_link_")
