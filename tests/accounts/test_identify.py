"""Credentials age."""

import os
from datetime import timedelta

import pytest

from ingle.accounts.errors import CredentialRefusedError, LinkRefusedError
from ingle.accounts.model import Overrides
from ingle.accounts.policy import SESSION_LIFE
from ingle.accounts.settings import Limits
from ingle.runtime.db import Database
from support.desks import HERE, Desk


@pytest.fixture
async def desk(any_db: Database) -> Desk:
    return Desk(any_db)


async def test_a_session_lives_as_long_as_it_is_used(desk: Desk) -> None:
    password = await desk.accounts.make_first_admin()
    assert password is not None
    _, secret = await desk.people.logins.login("admin", password, HERE)
    for _ in range(3):
        desk.clock.move(SESSION_LIFE - timedelta(hours=1))
        assert (await desk.identify.by_session(secret)).user_name == "admin"
    desk.clock.move(SESSION_LIFE)
    with pytest.raises(CredentialRefusedError):
        await desk.identify.by_session(secret)


async def test_a_token_ends_when_it_said(desk: Desk) -> None:
    await desk.accounts.make_first_admin()
    operator = await desk.identify.by_uid(0)
    assert operator is not None
    until = desk.clock.now() + timedelta(days=1)
    _, secret = await desk.tokens.create(operator, "t", scopes=[], expires_at=until)
    assert (await desk.identify.by_token(secret)).via == "token"
    desk.clock.move(timedelta(days=1))
    with pytest.raises(CredentialRefusedError):
        await desk.identify.by_token(secret)


async def test_only_root_and_the_daemons_own_user_are_operators(desk: Desk) -> None:
    await desk.accounts.make_first_admin()
    assert await desk.identify.by_uid(os.geteuid()) is not None
    assert await desk.identify.by_uid(0) is not None
    assert await desk.identify.by_uid(54321) is None


async def test_a_caller_brings_how_often_they_may_ask_as_it_is_now(desk: Desk) -> None:
    await desk.accounts.make_first_admin()
    await desk.person()
    _, session = await desk.people.logins.login("ann", "correct horse", HERE)
    ann = await desk.identify.by_session(session)
    _, token = await desk.tokens.create(ann, "t", scopes=[], expires_at=None)
    assert ann.requests_per_minute == Limits().requests_per_minute
    await desk.limits.set("ann", Overrides(requests_per_minute=7))
    assert (await desk.identify.by_session(session)).requests_per_minute == 7
    assert (await desk.identify.by_token(token)).requests_per_minute == 7


async def test_the_operator_is_never_hurried(desk: Desk) -> None:
    await desk.accounts.make_first_admin()
    await desk.limits.set("admin", Overrides(requests_per_minute=7))
    operator = await desk.identify.by_uid(0)
    assert operator is not None
    assert operator.requests_per_minute == 0


async def test_a_restricted_token_says_so_and_so_does_what_it_makes(desk: Desk) -> None:
    await desk.accounts.make_first_admin()
    operator = await desk.identify.by_uid(0)
    assert operator is not None
    _, secret = await desk.tokens.create(operator, "t", scopes=[], expires_at=None, restricted=True)
    caller = await desk.identify.by_token(secret)
    assert (operator.restricted, caller.restricted) == (False, True)
    _, child = await desk.tokens.create(caller, "child", scopes=[], expires_at=None)
    assert (await desk.identify.by_token(child)).restricted


async def test_a_link_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(LinkRefusedError):
        await desk.identify.by_link("ingle_link_nothing")
