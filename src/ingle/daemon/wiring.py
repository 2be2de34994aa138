"""Everything that runs, built top to bottom in plain calls. Reading this file is knowing what talks to what."""

import platform
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from litestar.types import ASGIApp

from ingle import __version__
from ingle.accounts import Access
from ingle.accounts.keeper import running as keep_people
from ingle.accounts.names import APP_KIND
from ingle.accounts.ports import Mailer
from ingle.accounts.service import People
from ingle.accounts.service.people import gather
from ingle.ai import Ai, providers
from ingle.apps import AppEstate
from ingle.apps.service import Apps
from ingle.base.errors import UnavailableError
from ingle.daemon.catalogue import NO_SERVICES, Services, api_handlers
from ingle.daemon.commons import make_commons
from ingle.daemon.condition import Condition
from ingle.daemon.doctor import Host
from ingle.daemon.engines import groups_told, jail_lacks, open_engine
from ingle.daemon.http import root_routes
from ingle.daemon.joints import DisksOfMachines, NamesOfPeople
from ingle.daemon.meter import MachineMeter
from ingle.daemon.population import Population
from ingle.daemon.schema import migrate
from ingle.daemon.settings import Settings
from ingle.daemon.workers import Crew
from ingle.dav import Dav
from ingle.dav import routes as dav_routes
from ingle.drivers.ai.fake import FakeModels
from ingle.drivers.ai.openai import OpenAiModels
from ingle.drivers.guest import AgentConnector
from ingle.drivers.host import FakeComputer, LinuxComputer
from ingle.drivers.mail import SmtpMailer
from ingle.drivers.oidc import OidcProvider
from ingle.drivers.registry.skopeo import SkopeoRegistry
from ingle.drivers.rootfs.maker import LocalMaker
from ingle.drivers.rootfs.shelf import DiskShelf
from ingle.drivers.texts import LocalTextReader
from ingle.edge.app import make_app
from ingle.edge.interfaces import Interfaces
from ingle.edge.journal import Journal
from ingle.edge.leashes import Leashes
from ingle.edge.openapi import describe
from ingle.edge.statics import desktop_routes, file_routes
from ingle.entities import Entities, EntityEstate
from ingle.extensions import Extension, Surroundings
from ingle.extensions.policy import events_of
from ingle.extensions.running import running
from ingle.files import FileEstate, FileKeeper, Indexer
from ingle.files.names import ENTRY_KIND
from ingle.gateway import Gateway, PortPages
from ingle.images import ImageEstate, ImageKeeper, Images
from ingle.kv import KvEstate, KvKeeper
from ingle.machines import MachineEstate
from ingle.machines.ports import Engine, Kernels
from ingle.machines.service import Holdings, MachineService
from ingle.notifications import NotificationEstate, Notifications, sweeping
from ingle.puter import Identify as PuterIdentify
from ingle.puter import Services as PuterServices
from ingle.puter import Sockets, make_puter
from ingle.runtime.crypto import Passwords
from ingle.runtime.db import Database, make_engine
from ingle.runtime.metrics import Metrics
from ingle.runtime.outbox import Outbox
from ingle.sites import SiteEstate, SitePages, Sites
from ingle.wire.system import System


@dataclass(frozen=True)
class House:
    """What main needs of all that was built."""

    app: ASGIApp
    people: People
    leashes: Leashes
    machines: MachineService
    condition: Condition
    complete: Callable[[], None]  # makes ready what nobody has asked for yet, so that nobody waits for it


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    crew: Crew | None = None,
    passwords: Passwords | None = None,
    mailer: Mailer | None = None,
    maker: LocalMaker | None = None,
) -> AsyncIterator[House]:
    """The whole daemon but its listening sockets. Its tasks end with the context; machines go on. `crew`: the processes beside this one.
    `passwords`, `mailer`, `maker`: tests take quicker ones."""
    async with AsyncExitStack() as stack:
        metrics = Metrics(__version__)
        crew = crew or Crew()
        db = Database(make_engine(settings.sqlalchemy_url), crew.turn)
        stack.callback(db.close)
        migrate(db)
        metrics.registry.register(Population(db))

        metrics.others = crew.rendered
        commons = make_commons(settings, db, stack, passwords=passwords, ends=crew.ends, purses=crew.purses)
        ground, bus, limits = commons.ground, commons.bus, commons.limits
        files, kv, clock, random = commons.files, commons.kv, ground.clock, ground.random
        names = [scope.name for scope in commons.scopes]
        outbox = Outbox(db=db, bus=bus, clock=clock)
        await stack.enter_async_context(outbox.following())

        engine, kernels = await stack.enter_async_context(open_engine(settings))
        condition = Condition(lambda: engine.name != "")
        dav = Dav(db=db, clock=clock, random=random, files=files)
        file_keeper = FileKeeper(
            db=db,
            clock=clock,
            access=Access(ENTRY_KIND, clock),
            stores=commons.stores,
            settings=settings.files,
        )
        reader = LocalTextReader(settings.data_dir / "work")
        indexer = Indexer(
            db=db,
            bus=bus,
            rows=commons.rows,
            stores=commons.stores,
            reader=reader,
            settings=settings.files,
        )
        apps = Apps(
            db=db,
            clock=clock,
            random=random,
            bus=bus,
            tokens=commons.tokens,
            access=Access(APP_KIND, clock),
            makers=NamesOfPeople(),
            settings=settings.apps,
        )
        sites = Sites(
            db=db,
            clock=clock,
            random=random,
            bus=bus,
            files=files,
            settings=settings.sites,
            key=commons.site_key,
        )
        notifications = Notifications(db=db, clock=clock, random=random, settings=settings.notifications)
        entities = Entities(db=db, clock=clock, random=random, settings=settings.entities)
        ai = Ai(fake=FakeModels(), server=model_server(settings, stack), settings=settings.ai)
        shelf = DiskShelf(settings.data_dir / "images")
        disks = DisksOfMachines(lambda: machines)
        image_keeper = ImageKeeper(
            db=db,
            clock=clock,
            bus=bus,
            maker=maker or LocalMaker(),
            registry=SkopeoRegistry(),
            shelf=shelf,
            machines=disks,
        )
        images = Images(
            db=db,
            clock=clock,
            random=random,
            bus=bus,
            keeper=image_keeper,
            shelf=shelf,
            usage=Holdings(db),
            machines=disks,
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
        gateway = Gateway(
            machines=machines,
            recognise=commons.identification.again,
            pace=commons.pace,
            clock=clock,
            random=random,
            settings=settings.gateway,
            key=commons.sealer.key_for("passes to ports"),
        )
        people = gather(
            ground,
            passwords=commons.passwords,
            sealer=commons.sealer,
            estates=[  # what stands on something else comes before it
                MachineEstate(db, machines),
                ImageEstate(db, images),
                AppEstate(db=db, bus=bus, tokens=commons.tokens, access=Access(APP_KIND, clock)),
                SiteEstate(db=db, bus=bus),
                NotificationEstate(db),
                EntityEstate(db),
                KvEstate(db),
                FileEstate(db=db, access=Access(ENTRY_KIND, clock), stores=commons.stores),
            ],
            mailer=mailer or (SmtpMailer(settings.mail, clock) if settings.mail.host else None),
            providers={name: OidcProvider(one, clock) for name, one in settings.login_providers.items()},
            settings=settings.accounts,
        )
        await stack.enter_async_context(file_keeper.running())
        await stack.enter_async_context(indexer.running())
        await stack.enter_async_context(KvKeeper(db=db, clock=clock).running())
        await stack.enter_async_context(sweeping(notifications))
        await stack.enter_async_context(image_keeper.open())
        await stack.enter_async_context(machines.running())
        await stack.enter_async_context(keep_people(people))  # who removes what they leave, machines too

        interfaces = Interfaces(providers(ai))

        def furnish(extension: Extension, section: Any) -> Surroundings:
            folder = settings.data_dir / "extensions" / extension.name
            return Surroundings(folder, section, clock, bus, apps, entities, images, machines)

        extensions = await stack.enter_async_context(
            running(commons.installed, furnish, settings.extensions, interfaces, commons.troubles)
        )
        await apps.withdraw(all_but=extensions.app_ids)

        services = Services(
            people=people,
            tokens=commons.tokens,
            limits=limits,
            files=files,
            kv=kv,
            sharing=commons.sharing,
            apps=apps,
            sites=sites,
            notifications=notifications,
            entities=entities,
            images=images,
            machines=machines,
            gateway=gateway,
            interfaces=interfaces,
            outbox=outbox,
            clock=clock,
            system=lambda: describe_system(settings, engine, kernels, extensions.names),
            host=lambda: Host(
                settings.data_dir,
                settings.boot_dir,
                settings.desktop_dir,
                engine.name,
                jail_lacks=jail_lacks(engine),
                groups=groups_told(engine),
                extension_troubles=tuple(f"{one.extension}: {one.what}" for one in extensions.troubles),
                workers=crew.size,
                worker_troubles=tuple(crew.troubles),
            ),
            schema=openapi_document,
        )
        app = make_app(
            [
                *api_handlers(
                    services, [event for extension in commons.installed for event in events_of(extension)]
                ),
                *extensions.api,
            ],
            commons.identification,
            scopes=names,
            root=[
                *root_routes(condition.health, metrics),
                *dav_routes(dav),
                *extensions.root,
                *file_routes("/ingle", settings.desktop_dir / "ingle", for_all_pages=True),
                *desktop_routes(settings.desktop_dir),
            ],
            leashes=ground.leashes,
            pace=commons.pace,
        )
        puter = PuterServices(
            people=people,
            tokens=commons.tokens,
            limits=limits,
            sharing=commons.sharing,
            files=files,
            kv=kv,
            apps=apps,
            sites=sites,
            notifications=notifications,
            entities=entities,
            interfaces=interfaces,
            clock=clock,
            identify=PuterIdentify(commons.identification),
            sdk=settings.desktop_dir / "sdk" / "puter.js",
        )
        sockets = Sockets(puter, bus, outbox)
        await stack.enter_async_context(sockets.running())
        doors = make_puter(app, puter, sockets, scopes=names, pace=commons.pace, leashes=ground.leashes)

        def complete() -> None:
            app.complete()
            doors.complete()

        elsewhere = PortPages(SitePages(doors, commons.showing), gateway, ground.leashes)
        yield House(
            Journal(elsewhere, metrics),
            people,
            ground.leashes,
            machines,
            condition,
            complete,
        )


def model_server(settings: Settings, stack: AsyncExitStack) -> OpenAiModels | None:
    """None where the operator names none. It is closed with the stack."""
    told = settings.ai
    if not told.base_url:
        return None
    server = OpenAiModels(told.base_url, told.key.get_secret_value(), timeout_seconds=told.timeout_seconds)
    stack.push_async_callback(server.aclose)
    return server


@cache
def openapi_document() -> bytes:
    return (
        msgspec.json.format(msgspec.json.encode(describe(api_handlers(NO_SERVICES), version=__version__)))
        + b"\n"
    )


def describe_system(
    settings: Settings, engine: Engine, kernels: Kernels, extensions: Sequence[str]
) -> System:
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
        extensions=list(extensions),
    )
