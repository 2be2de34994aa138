"""`--stores postgresql+s3`: one PostgreSQL and one bucket for a worker, and in them a database and a prefix for each data directory.

What was lent goes at the end of the test in which nobody needs it any more. A connection that somebody left open is found then: PostgreSQL removes no database
that is in use, and waits five seconds for those that are about to go.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from ingle.daemon import catalogue as _catalogue  # noqa: F401 - knows every table: rows are copied of those that are known
from ingle.drivers.bytes.s3.bucket import Bucket
from ingle.files.settings import S3Settings
from support.buckets import empty
from support.databases import copy_rows
from support.stores import Place, lending


@dataclass
class _Lent:
    place: Place
    name: str  # of its database
    prefix: str
    until: list[Callable[[], bool]] = field(default_factory=list)

    @property
    def over(self) -> bool:
        return all(over() for over in self.until)


class FarStores:
    """Satisfies stores.Lender."""

    def __init__(self, server: str, template: str, bucket: S3Settings) -> None:
        """`server`: its URL, with {name} for the database. `template`: the name of a migrated one."""
        self._server = server
        self._template = template
        self._bucket = bucket
        self._lent: dict[Path, _Lent] = {}
        self._admin = sa.create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
        self._objects = Bucket("tests", bucket)

    def lend(self, data_dir: Path, until: Callable[[], bool]) -> Place:
        if data_dir not in self._lent:
            self._lent[data_dir] = self._make(data_dir)
        self._lent[data_dir].until.append(until)
        return self._lent[data_dir].place

    def _make(self, data_dir: Path) -> _Lent:
        name = f"house_{os.urandom(6).hex()}"
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        url = self._server.format(name=name)
        furnished = data_dir / "ingle.db"
        if furnished.exists():
            copy_rows(f"sqlite:///{furnished}", url)
            furnished.unlink()  # whoever reads it by mistake finds nothing
        prefix = f"{name}/"
        return _Lent(Place(url, {"far": replace(self._bucket, prefix=prefix)}), name, prefix)

    def take_back(self) -> None:
        """What nobody needs."""
        for data_dir in [data_dir for data_dir, lent in self._lent.items() if lent.over]:
            self._remove(self._lent.pop(data_dir))

    def close(self) -> None:
        """Everything."""
        for lent in self._lent.values():
            self._remove(lent)
        self._objects.close()
        self._admin.dispose()

    def _remove(self, lent: _Lent) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {lent.name}")
        empty(self._objects, lent.prefix)


@pytest.fixture(scope="session", autouse=True)
def far_stores(postgresql: str, migrated_postgresql: str, s3_server: S3Settings) -> Iterator[FarStores]:
    made = FarStores(postgresql, migrated_postgresql, s3_server)
    with lending(made):
        yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_stays(far_stores: FarStores) -> Iterator[None]:
    yield
    far_stores.take_back()
