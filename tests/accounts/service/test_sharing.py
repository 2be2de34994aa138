"""What people do with groups, grants, links and permissions; on both databases what a row means, on SQLite who may."""

from datetime import timedelta

import pytest

from ingle.accounts import store
from ingle.accounts.errors import (
    ExpiryPastError,
    GrantDeniedError,
    GrantNotFoundError,
    GroupNameTakenError,
    GroupNotFoundError,
    ObjectNotFoundError,
    RecipientUnknownError,
)
from ingle.accounts.model import HolderKind, Mode
from ingle.accounts.names import ADMINS, EVERYONE
from ingle.accounts.service import Change
from ingle.base.errors import InvalidError
from support.sharing import (
    ADA,
    ANN,
    BOB,
    CLEO,
    GAME,
    NOW,
    TOKEN_OF_BOB,
    Square,
    acting_for,
    an_id,
    by_token,
    counted,
    person,
    to,
)
from support.sharing import (
    mode_of as mode,
)

ann, bob, cleo, ada = map(person, (ANN, BOB, CLEO, ADA))
USER, GROUP, APP, TOKEN, LINK = HolderKind


# --- groups -----------------------------------------------------------------------------------------------------------


async def test_a_group_from_its_making_to_its_end(both: Square) -> None:
    groups = both.groups
    made = (await groups.create(ann, "Team")).group
    with pytest.raises(GroupNameTakenError):
        await groups.create(ann, "team")
    with pytest.raises(GroupNotFoundError):
        await groups.get(bob, made.id)
    told = await groups.add(ann, "TEAM", "Bob")
    assert (told.group.members, told.names[BOB]) == ((BOB,), "bob")
    assert await groups.add(ann, made.id, BOB) == told
    assert [one.group.id for one in await groups.list(bob)] == [made.id]
    await both.give(ANN, to(GROUP, "team"), Mode.WRITE)
    assert mode(both, bob) is Mode.WRITE
    assert (await groups.rename(ann, "team", "Crew")).group.name == "Crew"
    await groups.take_out(bob, "crew", "bob")
    assert (mode(both, bob), await groups.list(bob)) == (None, [])
    await groups.add(ann, "crew", "bob")
    assert mode(both, bob) is Mode.WRITE
    await groups.remove(ann, "crew")
    assert mode(both, bob) is None
    assert await both.grants.on(ann, "entry", "work") == []


async def test_only_its_owner_or_an_admin_changes_a_group(square: Square) -> None:
    group = (await square.groups.create(ann, "team")).group.id
    await square.groups.add(ann, group, "bob")
    await square.groups.add(ann, group, "cleo")
    for denied in (
        square.groups.rename(bob, group, "mine"),
        square.groups.remove(bob, group),
        square.groups.add(bob, group, "ada"),
        square.groups.take_out(bob, group, "cleo"),
    ):
        with pytest.raises(GrantDeniedError):
            await denied
    await square.groups.take_out(ada, group, "cleo")
    assert (await square.groups.add(ada, group, "ada")).group.members == (ADA, BOB)
    with pytest.raises(GroupNotFoundError):
        await square.groups.take_out(cleo, group, "bob")
    with pytest.raises(RecipientUnknownError):
        await square.groups.add(ann, group, "nobody")
    await square.groups.remove(ada, group)


async def test_ones_own_group_comes_before_anothers_of_the_same_name(square: Square) -> None:
    theirs = (await square.groups.create(ann, "team")).group.id
    await square.groups.add(ann, "team", "bob")
    mine = (await square.groups.create(bob, "team")).group.id
    assert (await square.groups.get(bob, "team")).group.id == mine
    assert (await square.groups.get(bob, theirs)).group.id == theirs


# --- grants -----------------------------------------------------------------------------------------------------------


async def test_a_grant_from_its_giving_to_its_end(both: Square) -> None:
    until = NOW + timedelta(hours=1)
    told = await both.grants.give(
        ann, "entry", "work", to(USER, "BOB"), Mode.READ, expires_at=until, note="for the review"
    )
    assert (told.issuer, told.holder, told.thing and told.thing.name) == ("ann", "bob", "the work")
    assert (told.grant.note, told.grant.expires_at) == ("for the review", until)
    assert (mode(both, bob, "home"), mode(both, bob), mode(both, bob, "plan")) == (None, Mode.READ, Mode.READ)
    again = await both.grants.give(ann, "entry", "work", to(USER, BOB), Mode.WRITE)
    assert (again.grant.id, again.grant.mode, again.grant.expires_at) == (told.grant.id, Mode.WRITE, None)
    changed = await both.grants.change(ann, told.grant.id, Change(mode=Mode.LIST, expires_at=until, note="n"))
    assert (changed.grant.mode, changed.grant.expires_at, changed.grant.note) == (Mode.LIST, until, "n")
    assert await both.grants.on(ann, "entry", "plan") == [changed]
    endless = await both.grants.change(ann, told.grant.id, Change(endless=True))
    assert (endless.grant.mode, endless.grant.expires_at) == (Mode.LIST, None)
    assert mode(both, bob) is Mode.LIST
    await both.grants.revoke(ann, told.grant.id)
    assert mode(both, bob) is None
    with pytest.raises(GrantNotFoundError):
        await both.grants.revoke(ann, told.grant.id)


async def test_who_has_a_thing_and_may_not_share_it_is_told_so_and_others_that_there_is_none(
    square: Square,
) -> None:
    given = await square.give(ANN, to(USER, "bob"), Mode.WRITE)
    for call in (
        square.grants.give(bob, "entry", "work", to(USER, "cleo"), Mode.SEE),
        square.grants.on(bob, "entry", "work"),
        square.links.create(bob, "entry", "work", Mode.READ),
        square.links.list(bob, "entry", "work"),
        square.grants.change(bob, given, Change(mode=Mode.MANAGE)),
    ):
        with pytest.raises(GrantDeniedError):
            await call
    for call in (
        square.grants.give(cleo, "entry", "work", to(USER, "cleo"), Mode.SEE),
        square.grants.on(cleo, "entry", "work"),
        square.grants.on(cleo, "entry", "nothing"),
        square.grants.on(cleo, "planet", "work"),
        square.links.list(cleo, "entry", "work"),
    ):
        with pytest.raises(ObjectNotFoundError):
            await call
    for gone in (square.grants.revoke(cleo, given), square.grants.change(cleo, given, Change(note="x"))):
        with pytest.raises(GrantNotFoundError):
            await gone


async def test_whoever_manages_shares_on_and_what_they_gave_holds_as_long(square: Square) -> None:
    managing = await square.give(ANN, to(USER, "bob"), Mode.MANAGE)
    onward = await square.give(BOB, to(USER, "cleo"), Mode.WRITE)
    assert mode(square, cleo) is Mode.WRITE
    assert [told.grant.id for told in (await square.grants.received(cleo, after=None, limit=5)).items] == [
        onward
    ]
    await square.grants.revoke(ann, managing)
    assert mode(square, cleo) is None
    assert (await square.grants.received(cleo, after=None, limit=5)).items == []
    (listed,) = (await square.grants.issued(bob, after=None, limit=5)).items
    assert (await square.grants.issued(bob, kind="nothing", after=None, limit=5)).items == []
    assert (await square.grants.issued(bob, to=[], after=None, limit=5)).items == []
    assert (listed.grant.id, listed.thing) == (onward, None)
    await square.grants.revoke(bob, onward)


async def test_a_person_gives_back_what_they_were_given(square: Square) -> None:
    given = await square.give(ANN, to(USER, "bob"), Mode.WRITE)
    with pytest.raises(GrantNotFoundError):
        await square.grants.revoke(acting_for(BOB), given)
    await square.grants.revoke(bob, given)
    assert mode(square, bob) is None


async def test_nobody_finds_out_by_sharing_who_is_here(square: Square) -> None:
    """Whatever is wrong with a recipient is the same error."""
    await square.groups.create(bob, "secret")
    wrong = [
        (USER, "nobody"),
        (GROUP, "secret"),
        (GROUP, an_id("grp", 9)),
        (APP, "app"),
        (TOKEN, TOKEN_OF_BOB),
    ]
    told = set()
    for kind, name in wrong:
        with pytest.raises(RecipientUnknownError) as caught:
            await square.give(ANN, to(kind, name), Mode.READ)
        told.add((caught.value.code, caught.value.sentence.replace(repr(name), "?")))
    assert len(told) == 1


async def test_what_cannot_be_granted(square: Square) -> None:
    with pytest.raises(ExpiryPastError):
        await square.give(ANN, to(USER, "bob"), Mode.READ, expires_at=NOW)
    with pytest.raises(GrantDeniedError):
        await square.give(ANN, to(USER, "ann"), Mode.READ)
    with pytest.raises(InvalidError):
        await square.give(ANN, to(LINK, "lnk"), Mode.READ)
    with pytest.raises(InvalidError):
        await square.grants.give(ann, "entry", "work", to(USER, "bob"), Mode.READ, note="x" * 2000)


async def test_everyone_and_admins(square: Square) -> None:
    await square.give(ANN, to(GROUP, EVERYONE), Mode.SEE)
    await square.give(ANN, to(GROUP, "Admins"), Mode.READ)
    assert (mode(square, bob), mode(square, ada)) == (Mode.SEE, Mode.READ)
    assert mode(square, acting_for(BOB)) is None
    (told,) = (await square.grants.received(bob, after=None, limit=5)).items
    assert told.holder == EVERYONE
    received = (await square.grants.received(ada, after=None, limit=5)).items
    assert {one.holder for one in received} == {EVERYONE, ADMINS}


async def test_apps_and_restricted_tokens_have_what_they_were_granted(square: Square) -> None:
    await square.give(ANN, to(USER, "bob"), Mode.WRITE)
    assert mode(square, acting_for(ANN)) is None
    assert mode(square, by_token(BOB)) is None
    await square.give(ANN, to(APP, GAME), Mode.READ)
    assert (mode(square, acting_for(ANN)), mode(square, acting_for(BOB))) == (Mode.READ, None)
    with pytest.raises(GrantDeniedError):
        await square.grants.give(bob, "entry", "work", to(TOKEN, TOKEN_OF_BOB), Mode.READ)
    managing = await square.give(ANN, to(USER, "bob"), Mode.MANAGE)
    await square.grants.give(bob, "entry", "work", to(TOKEN, TOKEN_OF_BOB), Mode.READ)
    assert mode(square, by_token(BOB)) is Mode.READ
    await square.grants.revoke(ann, managing)
    assert mode(square, by_token(BOB)) is None


async def test_lists_come_in_parts_with_as_many_queries_whatever_is_in_them(square: Square) -> None:
    for number in range(30):
        square.forest.plant(ANN, f"thing{number:02}")
        await square.give(ANN, to(USER, "bob"), Mode.READ, on=f"thing{number:02}")
    first = await square.grants.received(bob, after=None, limit=20)
    assert first.cursor == first.items[-1].grant.id
    rest = await square.grants.received(bob, after=first.cursor, limit=20)
    assert (len(first.items), len(rest.items), rest.cursor) == (20, 10, None)
    with counted(square.db) as few:
        await square.grants.received(bob, after=None, limit=2)
    with counted(square.db) as many:
        await square.grants.received(bob, after=None, limit=30)
    assert len(few) == len(many) <= 5


KV = "driver:kv:get"
MAIL = f"user:{ANN}:email:read"


# --- what goes --------------------------------------------------------------------------------------------------------


async def test_with_a_person_goes_all_that_they_gave_and_were_given(both: Square) -> None:
    await both.groups.create(bob, "team")
    await both.groups.add(bob, "team", "cleo")
    managing = await both.give(ANN, to(USER, "bob"), Mode.MANAGE)
    await both.give(BOB, to(USER, "cleo"), Mode.READ)
    await both.give(BOB, to(GROUP, "team"), Mode.READ)
    await both.give(BOB, to(APP, GAME), Mode.READ)
    await both.give(BOB, to(TOKEN, TOKEN_OF_BOB), Mode.READ)
    await both.links.create(bob, "entry", "work", Mode.READ)
    await both.permissions.permit(bob, to(APP, GAME), [KV])
    assert len(await both.grants.on(ann, "entry", "work")) == 6
    number = both.number()

    def remove(connection: store.Connection) -> None:
        store.forget_person(connection, BOB)
        store.remove_user(connection, BOB)

    both.db.write_now(remove)
    assert both.number() > number
    assert await both.grants.on(ann, "entry", "work") == []
    assert mode(both, cleo) is None
    assert both.db.read_now(lambda c: store.find_grant(c, managing)) is None
    assert await both.permissions.held(acting_for(BOB), [KV]) == set()


async def test_with_an_app_and_a_token_goes_what_they_were_granted(both: Square) -> None:
    await both.give(ANN, to(APP, GAME), Mode.READ)
    await both.permissions.permit(ann, to(APP, GAME), [KV])
    await both.permissions.permit(cleo, to(APP, GAME), [KV], whomever=True)
    both.db.write_now(lambda c: store.remove_app_tokens(c, an_id("app", 2), user_id=None))
    assert mode(both, acting_for(ANN)) is Mode.READ
    both.db.write_now(lambda c: store.remove_app_tokens(c, GAME, user_id=None))
    assert mode(both, acting_for(ANN)) is None
    assert await both.permissions.held(acting_for(ANN), [KV]) == set()
    await both.give(ANN, to(USER, "bob"), Mode.MANAGE)
    await both.give(BOB, to(TOKEN, TOKEN_OF_BOB), Mode.READ)
    both.db.write_now(lambda c: store.remove_token(c, BOB, TOKEN_OF_BOB))
    assert mode(both, by_token(BOB)) is None
