"""Who hears that something is shared, or no longer."""

from collections.abc import Collection

from ingle.accounts.model import HolderKind, Mode
from ingle.accounts.names import EVERYONE
from ingle.accounts.service import Change
from ingle.runtime.outbox.rows import read_after
from support.sharing import ADA, ANN, BOB, CLEO, GAME, Square, person, to

ann, bob = map(person, (ANN, BOB))
USER, GROUP, APP, *_ = HolderKind


def heard(square: Square, after: int = 0) -> tuple[int, Collection[tuple[str, str]]]:
    """The number to go on from, and what was told to whom since then."""
    facts = square.db.read_now(lambda c: read_after(c, after, 5000))
    return max((fact.id for fact in facts), default=after), {(fact.type, fact.owner) for fact in facts}


async def test_giving_changing_and_taking_back_are_heard_by_both(both: Square) -> None:
    grant = await both.give(ANN, to(USER, "bob"), Mode.READ)
    last, told = heard(both)
    assert told == {("grant.changed", ANN), ("grant.changed", BOB)}
    await both.grants.change(ann, grant, Change(mode=Mode.WRITE))
    last, told = heard(both, last)
    assert told == {("grant.changed", ANN), ("grant.changed", BOB)}
    await both.grants.revoke(bob, grant)
    assert heard(both, last)[1] == {("grant.revoked", ANN), ("grant.revoked", BOB)}


async def test_a_group_hears_as_its_members(both: Square) -> None:
    await both.groups.create(ann, "team")
    await both.groups.add(ann, "team", "cleo")
    await both.give(ANN, to(GROUP, "team"), Mode.READ)
    last, told = heard(both)
    assert told == {("grant.changed", ANN), ("grant.changed", CLEO)}
    await both.give(ANN, to(GROUP, EVERYONE), Mode.READ)
    assert {owner for _, owner in heard(both, last)[1]} >= {ANN, BOB, CLEO, ADA}


async def test_what_is_no_person_hears_nothing(both: Square) -> None:
    await both.give(ANN, to(APP, GAME), Mode.READ)
    assert heard(both)[1] == {("grant.changed", ANN)}
