"""Named permissions as people give them and apps ask for them."""

import pytest

from ingle.accounts.errors import (
    GrantDeniedError,
    RecipientUnknownError,
)
from ingle.accounts.model import HolderKind
from support.sharing import (
    ADA,
    ANN,
    BOB,
    CLEO,
    GAME,
    Square,
    acting_for,
    by_token,
    counted,
    person,
    to,
)

ann, bob, cleo, ada = map(person, (ANN, BOB, CLEO, ADA))
USER, GROUP, APP, TOKEN, LINK = HolderKind


KV = "driver:kv:get"
MAIL = f"user:{ANN}:email:read"


async def test_a_person_permits_an_app_and_no_longer(both: Square) -> None:
    acting = acting_for(ANN)
    assert await both.permissions.held(acting, [KV]) == set()
    await both.permissions.permit(ann, to(APP, GAME), ["driver:kv", MAIL])
    await both.permissions.permit(ann, to(APP, GAME), ["driver:kv"])
    assert await both.permissions.held(acting, [KV, MAIL, "driver:ai"]) == {KV, MAIL}
    assert await both.permissions.held(acting_for(BOB), [KV]) == set()
    listed = await both.permissions.list(ann)
    assert [(one.name, one.holder.id) for one in listed.given] == [
        ("driver:kv", f"{ANN}:{GAME}"),
        (MAIL, f"{ANN}:{GAME}"),
    ]
    await both.permissions.withdraw(ann, to(APP, GAME), ["driver:kv", "never given"])
    assert await both.permissions.held(acting, [KV, MAIL]) == {MAIL}
    await both.permissions.withdraw(ann, to(APP, GAME), ["*"])
    assert await both.permissions.held(acting, [KV, MAIL]) == set()


async def test_people_permit_people_and_groups_what_is_theirs(both: Square) -> None:
    await both.groups.create(ann, "team")
    await both.groups.add(ann, "team", "cleo")
    assert await both.permissions.held(bob, [MAIL, KV]) == {KV}
    await both.permissions.permit(ann, to(USER, "bob"), [MAIL])
    await both.permissions.permit(ann, to(GROUP, "team"), [MAIL])
    assert await both.permissions.held(bob, [MAIL]) == {MAIL}
    assert await both.permissions.held(cleo, [MAIL]) == {MAIL}
    assert await both.permissions.held(ada, [MAIL]) == set()
    assert [one.name for one in (await both.permissions.list(bob)).received] == [MAIL]
    with pytest.raises(GrantDeniedError):
        await both.permissions.permit(bob, to(USER, "cleo"), [MAIL])
    with counted(both.db) as seen:
        await both.permissions.held(bob, [MAIL, KV])
    assert len(seen) == 1


async def test_a_developer_lends_to_their_app_whomever_it_acts_for(square: Square) -> None:
    await square.permissions.permit(cleo, to(APP, GAME), [KV], whomever=True)
    for somebody in (ANN, BOB):
        assert await square.permissions.held(acting_for(somebody), [KV, MAIL]) == {KV}
    with pytest.raises(RecipientUnknownError):
        await square.permissions.permit(ann, to(APP, GAME), [KV], whomever=True)
    await square.permissions.withdraw(cleo, to(APP, GAME), [KV], whomever=True)
    assert await square.permissions.held(acting_for(ANN), [KV]) == set()


async def test_what_acts_for_a_person_permits_itself_nothing(square: Square) -> None:
    for caller in (acting_for(ANN), by_token(BOB)):
        with pytest.raises(GrantDeniedError):
            await square.permissions.permit(caller, to(APP, GAME), [KV])
        with pytest.raises(GrantDeniedError):
            await square.permissions.withdraw(caller, to(APP, GAME), [KV])
