"""Accounts with a clock that is moved by hand and passwords that are hashed quickly."""

import os
from collections.abc import Sequence
from datetime import timedelta

from ingle.accounts.identify import Identification
from ingle.accounts.model import Usage, User, Visitor
from ingle.accounts.ports import Estate
from ingle.accounts.recent import RecentCallers
from ingle.accounts.service import Ground, Links, PersonalLimits, Tokens
from ingle.accounts.service.people import gather
from ingle.accounts.settings import AccountSettings, Limits
from ingle.base.clock import ManualClock
from ingle.daemon.catalogue import SCOPES
from ingle.drivers.mail import FakeMailer
from ingle.edge.identity import Caller
from ingle.edge.leashes import Leashes
from ingle.edge.limits import RateLimit
from ingle.runtime.db import Database
from ingle.runtime.sealing import Sealer
from support.cheap import cheap_passwords
from support.sharing import Forest

HERE = Visitor("192.0.2.7", "a browser")
PASSWORD = "correct horse"


class Desk:
    def __init__(
        self, db: Database, settings: AccountSettings | None = None, estates: Sequence[Estate] = ()
    ) -> None:
        self.db = db
        self.clock = ManualClock()
        self.recent = RecentCallers()
        self.mailer = FakeMailer()
        ground = Ground(db, self.clock, os.urandom, self.recent, Leashes())
        self.people = gather(
            ground,
            passwords=cheap_passwords(),
            sealer=Sealer(bytes(32), os.urandom),
            estates=estates,
            mailer=self.mailer,
            providers={},
            settings=settings or AccountSettings(),
        )
        self.accounts = self.people.accounts
        self.tokens = Tokens(
            db=db,
            clock=self.clock,
            random=os.urandom,
            recent=self.recent,
            leashes=ground.leashes,
            scopes=frozenset(s.name for s in SCOPES),
        )
        self.limits = PersonalLimits(db=db, defaults=Limits(), recent=self.recent, usage=_no_usage)
        self.links = Links(
            db=db,
            clock=self.clock,
            random=os.urandom,
            passwords=cheap_passwords(),
            by_link=RateLimit(AccountSettings().link_rate, self.clock),
            things={"entry": Forest()},
        )
        self.identify = Identification(
            db=db, clock=self.clock, recent=self.recent, limits=self.limits, links=self.links, scopes=SCOPES
        )

    async def operator(self) -> Caller:
        await self.accounts.make_first_admin()
        caller = await self.identify.by_uid(os.geteuid())
        assert caller is not None
        return caller

    async def person(self, name: str = "ann", email: str = "") -> User:
        """With the password PASSWORD."""
        operator = await self.operator()
        self.clock.move(timedelta(milliseconds=1))
        return await self.accounts.create(operator, name, PASSWORD, admin=False, email=email, address="local")

    async def login(self, handle: str = "ann", password: str = PASSWORD) -> Caller:
        self.clock.move(timedelta(milliseconds=1))  # by which the log is sorted
        _, secret = await self.people.logins.login(handle, password, HERE)
        return await self.identify.by_session(secret)

    async def actions(self) -> list[str]:
        """Of the audit log, oldest first."""
        page = await self.people.log.list(after=None, limit=1000)
        return [deed.action for deed in reversed(page.items)]


async def _no_usage(user_id: str) -> Usage:
    return Usage()
