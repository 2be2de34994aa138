"""A worker, put together: what all processes have alike, and the house's own handlers of what is asked most."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from litestar.types import ASGIApp

from ingle import __version__
from ingle.accounts.service.people import gather
from ingle.daemon.catalogue import NO_SERVICES, api_handlers
from ingle.daemon.commons import make_commons
from ingle.daemon.settings import Settings
from ingle.daemon.workers.ends import Ends, ends_of, short_handlers
from ingle.edge.app import make_app
from ingle.edge.journal import Journal
from ingle.edge.limits import Purses
from ingle.runtime.db import Database, make_engine
from ingle.runtime.metrics import Metrics
from ingle.runtime.shared import Count
from ingle.runtime.turns import Turn
from ingle.sites import SitePages


@dataclass(frozen=True)
class Bench:
    """What a worker works with."""

    app: ASGIApp
    ends: Ends  # what it answers
    metrics: Metrics


@asynccontextmanager
async def build_worker(settings: Settings, ends: Count, purses: Purses, turn: Turn) -> AsyncIterator[Bench]:
    """The database is as the house's version wants it: the house has seen to that before. `ends`, `purses`, `turn`: what is shared with it."""
    async with AsyncExitStack() as stack:
        metrics = Metrics(__version__)
        db = Database(make_engine(settings.sqlalchemy_url), turn)
        stack.callback(db.close)
        commons = make_commons(settings, db, stack, ends=ends, purses=purses)
        people = gather(
            commons.ground,
            passwords=commons.passwords,
            sealer=commons.sealer,
            estates=[],
            mailer=None,
            providers={},
            settings=settings.accounts,
        )
        services = replace(
            NO_SERVICES, people=people, files=commons.files, kv=commons.kv, clock=commons.ground.clock
        )
        handlers = short_handlers(api_handlers(services))
        app = make_app(
            handlers,
            commons.identification,
            scopes=[scope.name for scope in commons.scopes],
            leashes=commons.ground.leashes,
            pace=commons.pace,
        )
        app.complete()
        yield Bench(Journal(SitePages(app, commons.showing), metrics), ends_of(handlers), metrics)
