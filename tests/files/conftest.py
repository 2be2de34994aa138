"""A grove: files on SQLite with their bytes on a disk, and on PostgreSQL with their bytes in memory, or in a bucket where a file's tests use that
(those whose subject is bytes) or the run is told so. (All stores keep the same contract, and a bucket is the slowest of them.)"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.drivers.bytes import DiskBytes
from ingle.runtime.db import Database
from support.trees import Grove, Warehouse, add_people, warehouse


@pytest.fixture
def grove(request: pytest.FixtureRequest, db: Database, tmp_path: Path) -> Iterator[Grove]:
    add_people(db)
    if db.engine.dialect.name == "sqlite":
        yield Grove(db, large=Warehouse(DiskBytes(tmp_path / "files")))
        return
    with warehouse(request, tmp_path) as large:
        yield Grove(db, large=large)
