"""A grove with WebDAV on it, on both databases."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.dav import Dav
from ingle.runtime.db import Database
from support.trees import Grove, add_people, warehouse


@pytest.fixture
def grove(request: pytest.FixtureRequest, db: Database, tmp_path: Path) -> Iterator[Grove]:
    add_people(db)
    with warehouse(request, tmp_path) as large:
        yield Grove(db, large=large)


@pytest.fixture
def dav(grove: Grove) -> Dav:
    return Dav(db=grove.db, clock=grove.clock, random=os.urandom, files=grove.files)
