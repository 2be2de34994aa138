"""Credentials age."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from ingle.accounts.errors import CredentialRefusedError
from ingle.accounts.identify import Identification
from ingle.accounts.limits import PersonalLimits
from ingle.accounts.model import Overrides, Usage
from ingle.accounts.policy import SESSION_LIFE
from ingle.accounts.recent import RecentCallers
from ingle.accounts.service import Accounts
from ingle.accounts.settings import Limits
from ingle.accounts.tokens import Tokens
from ingle.base.clock import ManualClock
from ingle.daemon.catalogue import SCOPES
from ingle.daemon.schema import migrate
from ingle.edge.leashes import Leashes
from ingle.edge.limits import Rate, RateLimit
from ingle.runtime.crypto import Argon2Passwords
from ingle.runtime.db import Database, make_engine


class Desk:
    """Accounts with a clock that is moved by hand and passwords that are hashed quickly."""

    def __init__(self, db: Database) -> None:
        self.clock = ManualClock()
        limit = RateLimit(Rate(100, timedelta(seconds=1)), self.clock)
        cheap = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.recent = RecentCallers()
        self.accounts = Accounts(
            db=db,
            clock=self.clock,
            random=os.urandom,
            recent=self.recent,
            leashes=Leashes(),
            passwords=cheap,
            by_name=limit,
            by_address=limit,
            belongings=nothing,
        )
        self.tokens = Tokens(
            db=db,
            clock=self.clock,
            random=os.urandom,
            recent=self.recent,
            leashes=Leashes(),
            scopes=frozenset(s.name for s in SCOPES),
        )
        self.limits = PersonalLimits(db=db, defaults=Limits(), recent=self.recent, usage=no_usage)
        self.identify = Identification(
            db=db, clock=self.clock, recent=self.recent, limits=self.limits, scopes=SCOPES
        )


async def no_usage(user_id: str) -> Usage:
    return Usage()


async def nothing(user_id: str) -> list[str]:
    return []


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    db = Database(make_engine(f"sqlite:///{tmp_path / 'ingle.db'}"))
    migrate(db)
    yield Desk(db)
    db.close()


async def test_a_session_lives_as_long_as_it_is_used(desk: Desk) -> None:
    password = await desk.accounts.make_first_admin()
    assert password is not None
    _, secret = await desk.accounts.login("admin", password, address="here")
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
    await desk.accounts.create("ann", "correct horse", admin=False)
    _, session = await desk.accounts.login("ann", "correct horse", address="here")
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
