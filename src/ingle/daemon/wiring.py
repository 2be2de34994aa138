"""Everything that runs, built top to bottom in plain calls. Reading this file is knowing what talks to what."""

import os
import platform
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache

import msgspec
from litestar.types import ASGIApp

from ingle import __version__
from ingle.accounts.identify import Identification
from ingle.accounts.limits import PersonalLimits
from ingle.accounts.recent import RecentCallers
from ingle.accounts.service import Accounts
from ingle.accounts.tokens import Tokens
from ingle.base.clock import SystemClock
from ingle.base.errors import UnavailableError
from ingle.daemon.catalogue import NO_SERVICES, SCOPES, Services, api_handlers
from ingle.daemon.condition import Condition
from ingle.daemon.doctor import Host
from ingle.daemon.engines import jail_lacks, open_engine
from ingle.daemon.http import root_routes
from ingle.daemon.joints import ThingsOfPeople, UsageOfPeople
from ingle.daemon.meter import MachineMeter
from ingle.daemon.population import Population
from ingle.daemon.schema import migrate
from ingle.daemon.settings import Settings
from ingle.drivers.guest import AgentConnector
from ingle.drivers.host import FakeComputer, LinuxComputer
from ingle.drivers.registry.skopeo import SkopeoRegistry
from ingle.drivers.rootfs.maker import LocalMaker
from ingle.drivers.rootfs.shelf import DiskShelf
from ingle.edge.app import make_app
from ingle.edge.journal import Journal
from ingle.edge.leashes import Leashes
from ingle.edge.limits import RateLimit
from ingle.edge.openapi import describe
from ingle.edge.statics import desktop_routes
from ingle.images import ImageKeeper, Images
from ingle.machines.ports import Engine, Kernels
from ingle.machines.service import Holdings, MachineService
from ingle.runtime.bus import Bus
from ingle.runtime.crypto import Argon2Passwords, Passwords
from ingle.runtime.db import Database, make_engine
from ingle.runtime.metrics import Metrics
from ingle.wire.system import System


@dataclass(frozen=True)
class House:
    """What main needs of all that was built."""

    app: ASGIApp
    accounts: Accounts
    leashes: Leashes
    machines: MachineService
    condition: Condition


@asynccontextmanager
async def build(settings: Settings, *, passwords: Passwords | None = None) -> AsyncIterator[House]:
    """The whole daemon but its listening sockets. Its tasks end with the context; machines go on. `passwords`: tests take quicker ones."""
    async with AsyncExitStack() as stack:
        clock = SystemClock()
        random = os.urandom
        bus = Bus(clock)
        metrics = Metrics(__version__)
        db = Database(make_engine(settings.sqlalchemy_url))
        stack.callback(db.close)
        migrate(db)
        metrics.registry.register(Population(db))

        engine, kernels = await stack.enter_async_context(open_engine(settings))
        condition = Condition(lambda: engine.name != "")
        recent, leashes = RecentCallers(), Leashes()
        accounts = Accounts(
            db=db,
            clock=clock,
            random=random,
            recent=recent,
            leashes=leashes,
            passwords=passwords or Argon2Passwords(),
            by_name=RateLimit(settings.accounts.login_rate_by_name, clock),
            by_address=RateLimit(settings.accounts.login_rate_by_address, clock),
            belongings=ThingsOfPeople(db),
        )
        tokens = Tokens(
            db=db,
            clock=clock,
            random=random,
            recent=recent,
            leashes=leashes,
            scopes=frozenset(scope.name for scope in SCOPES),
        )
        limits = PersonalLimits(
            db=db, defaults=settings.accounts.limits, recent=recent, usage=UsageOfPeople(db)
        )
        shelf = DiskShelf(settings.data_dir / "images")
        image_keeper = ImageKeeper(
            db=db, clock=clock, bus=bus, maker=LocalMaker(), registry=SkopeoRegistry(), shelf=shelf
        )
        images = Images(
            db=db,
            clock=clock,
            random=random,
            bus=bus,
            keeper=image_keeper,
            shelf=shelf,
            usage=Holdings(db),
        )
        machines = MachineService(
            db=db,
            bus=bus,
            clock=clock,
            random=random,
            engine=engine,
            connector=AgentConnector(),
            images=images,
            kernels=kernels,
            limits=limits,
            host=LinuxComputer(settings.data_dir) if settings.engine != "fake" else FakeComputer(),
            meter=MachineMeter(metrics.registry),
            settings=settings.machines,
            data_dir=settings.data_dir,
        )
        await stack.enter_async_context(image_keeper.open())
        await stack.enter_async_context(machines.running())

        services = Services(
            accounts=accounts,
            tokens=tokens,
            limits=limits,
            images=images,
            machines=machines,
            bus=bus,
            system=lambda: describe_system(settings, engine, kernels),
            host=lambda: Host(
                settings.data_dir,
                settings.boot_dir,
                settings.desktop_dir,
                engine.name,
                jail_lacks=jail_lacks(engine),
            ),
            schema=openapi_document,
        )
        app = make_app(
            api_handlers(services),
            Identification(db=db, clock=clock, recent=recent, limits=limits, scopes=SCOPES),
            scopes=[scope.name for scope in SCOPES],
            root=[*root_routes(condition.health, metrics), *desktop_routes(settings.desktop_dir)],
            leashes=leashes,
            clock=clock,
        )
        yield House(Journal(app, metrics), accounts, leashes, machines, condition)


@cache
def openapi_document() -> bytes:
    return (
        msgspec.json.format(msgspec.json.encode(describe(api_handlers(NO_SERVICES), version=__version__)))
        + b"\n"
    )


def describe_system(settings: Settings, engine: Engine, kernels: Kernels) -> System:
    name, _, accelerator = engine.name.partition("/")
    try:
        best = kernels.best()
        bootable = [f"{best.kind} {best.version}"]
    except UnavailableError:
        bootable = []
    return System(
        version=__version__,
        engine=name,
        accelerator=accelerator,
        architecture=platform.machine(),
        kernels=bootable,
        data_directory=str(settings.data_dir),
    )
