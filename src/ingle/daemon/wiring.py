"""Everything that runs, built top to bottom in plain calls. Reading this file is knowing what talks to what."""

import os
import platform
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache

import msgspec
from litestar.types import ASGIApp

from ingle import __version__
from ingle.accounts.identify import Identification
from ingle.accounts.service import Accounts
from ingle.accounts.tokens import Tokens
from ingle.base.clock import SystemClock
from ingle.daemon.catalogue import NO_SERVICES, SCOPES, Services, api_handlers
from ingle.daemon.condition import Condition
from ingle.daemon.doctor import Host
from ingle.daemon.http import root_routes
from ingle.daemon.schema import migrate
from ingle.daemon.settings import Settings
from ingle.edge.app import make_app
from ingle.edge.journal import Journal
from ingle.edge.limits import RateLimit
from ingle.edge.openapi import describe
from ingle.edge.statics import desktop_routes
from ingle.runtime.bus import Bus
from ingle.runtime.crypto import Argon2Passwords
from ingle.runtime.db import Database, make_engine
from ingle.runtime.metrics import Metrics
from ingle.wire.system import System


@dataclass(frozen=True)
class House:
    """What main needs of all that was built."""

    app: ASGIApp
    accounts: Accounts
    condition: Condition


@asynccontextmanager
async def build(settings: Settings) -> AsyncIterator[House]:
    """The whole daemon but its listening sockets. Its tasks end with the context; machines go on."""
    clock = SystemClock()
    bus = Bus(clock)
    metrics = Metrics(__version__)
    condition = Condition()
    db = Database(make_engine(settings.sqlalchemy_url))
    try:
        migrate(db)
        accounts = Accounts(
            db=db,
            clock=clock,
            random=os.urandom,
            passwords=Argon2Passwords(),
            bus=bus,
            by_name=RateLimit(settings.accounts.login_rate_by_name, clock),
            by_address=RateLimit(settings.accounts.login_rate_by_address, clock),
            belongings=_no_belongings,
        )
        services = Services(
            accounts=accounts,
            tokens=Tokens(
                db=db, clock=clock, random=os.urandom, scopes=frozenset(scope.name for scope in SCOPES)
            ),
            bus=bus,
            system=lambda: _system(settings),
            host=lambda: _host(settings),
            schema=openapi_document,
        )
        app = make_app(
            api_handlers(services),
            Identification(db=db, clock=clock, scopes=SCOPES),
            scopes=[scope.name for scope in SCOPES],
            root=[*root_routes(condition.health, metrics), *desktop_routes(settings.desktop_dir)],
        )
        yield House(Journal(app, metrics), accounts, condition)
    finally:
        db.close()


@cache
def openapi_document() -> bytes:
    return (
        msgspec.json.format(msgspec.json.encode(describe(api_handlers(NO_SERVICES), version=__version__)))
        + b"\n"
    )


async def _no_belongings(user_id: str) -> list[str]:
    return []


def _system(settings: Settings) -> System:
    return System(
        version=__version__,
        engine="",
        accelerator="",
        architecture=platform.machine(),
        kernels=[],
        data_directory=str(settings.data_dir),
    )


def _host(settings: Settings) -> Host:
    return Host(settings.data_dir, settings.boot_dir, settings.desktop_dir, "")
