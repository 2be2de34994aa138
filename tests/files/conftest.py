"""A grove: files on SQLite with their bytes on a disk, and on PostgreSQL with their bytes in memory, or in a bucket where a file's tests use that:
those whose subject is bytes. (All stores keep the same contract, and a bucket is the slowest of them.)"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.drivers.bytes import DiskBytes, FakeBytes, S3Bytes
from ingle.runtime.db import Database
from support.trees import Grove, Warehouse, add_people


@pytest.fixture
def grove(request: pytest.FixtureRequest, db: Database, tmp_path: Path) -> Iterator[Grove]:
    add_people(db)
    if db.engine.dialect.name == "sqlite":
        yield Grove(db, large=Warehouse(DiskBytes(tmp_path / "files")))
        return
    if "bucket" not in request.fixturenames:
        yield Grove(db, large=Warehouse(FakeBytes()))
        return
    store = S3Bytes("far", request.getfixturevalue("bucket"), tmp_path / "parts")
    yield Grove(db, large=Warehouse(store))
    store.close()
