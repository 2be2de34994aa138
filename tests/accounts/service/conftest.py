"""People with things to share: on one database, and on both."""

import pytest

from ingle.runtime.db import Database
from support.sharing import Square


@pytest.fixture
def square(any_db: Database) -> Square:
    return Square(any_db)


@pytest.fixture
def both(db: Database) -> Square:
    return Square(db)
