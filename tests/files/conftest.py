"""A grove: files on SQLite with their bytes on a disk, and on PostgreSQL with their bytes in a bucket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.drivers.bytes import DiskBytes, S3Bytes
from ingle.runtime.db import Database
from support.trees import Grove, Warehouse, add_people


@pytest.fixture
def grove(request: pytest.FixtureRequest, db: Database, tmp_path: Path) -> Iterator[Grove]:
    add_people(db)
    if db.engine.dialect.name == "sqlite":
        yield Grove(db, large=Warehouse(DiskBytes(tmp_path / "files")))
        return
    store = S3Bytes("far", request.getfixturevalue("bucket"), tmp_path / "parts")
    yield Grove(db, large=Warehouse(store))
    store.close()
