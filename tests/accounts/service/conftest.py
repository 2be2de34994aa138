"""People with things to share: on SQLite, and on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.daemon.schema import migrate
from ingle.runtime.db import Database, make_engine
from support.sharing import Square


@pytest.fixture
def square(tmp_path: Path) -> Iterator[Square]:
    db = Database(make_engine(f"sqlite:///{tmp_path / 'ingle.db'}"))
    migrate(db)
    yield Square(db)
    db.close()


@pytest.fixture
def both(db: Database) -> Square:
    return Square(db)
