"""A grove with WebDAV on it, on both databases."""

import os

import pytest

from ingle.dav import Dav
from ingle.runtime.db import Database
from support.trees import Grove, add_people


@pytest.fixture
def grove(db: Database) -> Grove:
    add_people(db)
    return Grove(db)


@pytest.fixture
def dav(grove: Grove) -> Dav:
    return Dav(db=grove.db, clock=grove.clock, random=os.urandom, files=grove.files)
