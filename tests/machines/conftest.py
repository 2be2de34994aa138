"""A town of fakes over a SQLite file. (The store's own contract runs on PostgreSQL as well.)"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from ingle.daemon.schema import migrate
from ingle.runtime.db import Database, make_engine
from support.machines import Daemon, Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    db = Database(make_engine(f"sqlite:///{tmp_path / 'ingle.db'}"))
    migrate(db)
    yield Town(db, tmp_path / "data")
    db.close()


@pytest.fixture
async def daemon(town: Town) -> AsyncIterator[Daemon]:
    async with town.daemon() as daemon:
        yield daemon
