"""People with things to share: on SQLite, and on both databases."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingle.runtime.db import Database
from support.databases import sqlite_database
from support.sharing import Square


@pytest.fixture
def square(tmp_path: Path) -> Iterator[Square]:
    with closing(sqlite_database(tmp_path / "ingle.db")) as db:
        yield Square(db)


@pytest.fixture
def both(db: Database) -> Square:
    return Square(db)
