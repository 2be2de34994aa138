"""Links: on both databases what one opens, on SQLite who makes one and how it ends."""

from datetime import timedelta

import pytest

from ingle.accounts.errors import (
    LinkRefusedError,
)
from ingle.accounts.model import HolderKind, Mode
from ingle.accounts.service import Change
from ingle.base.errors import InvalidError
from ingle.edge.errors import RateLimitedError
from support.sharing import (
    ADA,
    ANN,
    BOB,
    CLEO,
    NOW,
    Square,
    person,
    to,
)
from support.sharing import (
    mode_of as mode,
)

ann, bob, cleo, ada = map(person, (ANN, BOB, CLEO, ADA))
USER, GROUP, APP, TOKEN, LINK = HolderKind


async def test_a_link_opens_one_thing_for_whoever_has_its_secret(both: Square) -> None:
    link, grant, secret = await both.links.create(ann, "entry", "work", Mode.READ, note="press")
    caller, until = await both.links.follow(secret)
    assert (caller.via, caller.user_id, until) == ("link", "", None)
    assert (mode(both, caller), mode(both, caller, "plan"), mode(both, caller, "home")) == (
        Mode.READ,
        Mode.READ,
        None,
    )
    opened, thing = await both.links.opened(caller)
    assert (opened, thing.name) == (grant, "the work")
    assert await both.links.list(ann, "entry", "work") == [(link, grant)]
    with pytest.raises(LinkRefusedError):
        await both.links.follow(secret + "x")
    await both.grants.revoke(ann, grant.id)
    assert mode(both, caller) is None
    for refused in (both.links.follow(secret), both.links.opened(caller), both.links.opened(ann)):
        with pytest.raises(LinkRefusedError):
            await refused


async def test_a_link_holds_only_while_its_issuer_may_share_the_thing(square: Square) -> None:
    managing = await square.give(ANN, to(USER, "bob"), Mode.MANAGE)
    _, _, secret = await square.links.create(bob, "entry", "work", Mode.READ)
    caller, _ = await square.links.follow(secret)
    assert mode(square, caller) is Mode.READ
    await square.grants.change(ann, managing, Change(mode=Mode.WRITE))
    assert mode(square, caller) is None
    with pytest.raises(LinkRefusedError):
        await square.links.opened(caller)


async def test_a_link_ends_when_it_said_and_asks_for_its_password(square: Square) -> None:
    until = NOW + timedelta(hours=1)
    _, grant, secret = await square.links.create(
        ann, "entry", "work", Mode.READ, expires_at=until, password="open sesame"
    )
    with pytest.raises(LinkRefusedError) as caught:
        await square.links.follow(secret)
    assert caught.value.fields == {"password_needed": True}
    caller, _ = await square.links.follow(secret, "open sesame")
    assert mode(square, caller) is Mode.READ
    await square.grants.change(ann, grant.id, Change(expires_at=until + timedelta(hours=1)))
    square.clock.move(timedelta(hours=1))
    await square.links.follow(secret, "open sesame")
    square.clock.move(timedelta(hours=1))
    assert mode(square, caller) is None
    with pytest.raises(LinkRefusedError):
        await square.links.follow(secret, "open sesame")


async def test_passwords_of_a_link_are_not_tried_for_ever(square: Square) -> None:
    _, _, secret = await square.links.create(ann, "entry", "work", Mode.READ, password="open sesame")
    for _ in range(3):
        with pytest.raises(LinkRefusedError):
            await square.links.follow(secret, "wrong")
    with pytest.raises(RateLimitedError):
        await square.links.follow(secret, "open sesame")
    square.clock.move(timedelta(minutes=1))
    await square.links.follow(secret, "open sesame")


async def test_a_link_never_manages(square: Square) -> None:
    with pytest.raises(InvalidError):
        await square.links.create(ann, "entry", "work", Mode.MANAGE)
    _, grant, _ = await square.links.create(ann, "entry", "work", Mode.WRITE)
    with pytest.raises(InvalidError):
        await square.grants.change(ann, grant.id, Change(mode=Mode.MANAGE))
