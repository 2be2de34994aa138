"""A grove: files on both databases."""

import pytest

from ingle.runtime.db import Database
from support.trees import Grove, add_people


@pytest.fixture
def grove(db: Database) -> Grove:
    add_people(db)
    return Grove(db)
