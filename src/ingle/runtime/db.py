"""The database: SQLAlchemy Core used synchronously, a whole transaction as one function on a worker thread.

`await db.write(fn)` runs `fn(connection)` inside one transaction: everything or nothing, and no `await` can sit inside it.
On SQLite writes take turns on one owned writer thread (there can be only one writer), and those that wait share a commit; reads run side by side
on their own connections. On PostgreSQL both use the pool; who writes sees what others have committed up to each statement, so that `lock` means something,
and who reads sees one moment, as on SQLite.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

import anyio
import sqlalchemy as sa
from anyio import to_thread
from sqlalchemy import event
from sqlalchemy.exc import DataError, OperationalError

from ingle.base.errors import IngleError, InvalidError, Kind
from ingle.runtime.settling import unsettled
from ingle.runtime.turns import Turn
from ingle.runtime.writer import Writer

R = TypeVar("R")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every capability's `tables.py` declares its tables here."""

Transaction = Callable[[sa.Connection], R]


class DatabaseFullError(IngleError):
    """Nothing of the transaction was done."""

    kind = Kind.EXHAUSTED
    code = "database_full"

    def __init__(self) -> None:
        super().__init__("the disk that the database is on is full, so nothing was recorded")


class UnwritableTextError(InvalidError):
    """A text has what no text of PostgreSQL can have."""

    code = "unwritable_text"

    def __init__(self) -> None:
        super().__init__("one of the texts has the character U+0000, which cannot be kept; leave it out")


def make_engine(url: str) -> sa.Engine:
    """An engine with Ingle's settings: on SQLite WAL, foreign keys, a busy timeout and explicit BEGIN."""
    engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own, implicit BEGIN is off; Database begins explicitly
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def lock(connection: sa.Connection, name: str) -> None:
    """Until the transaction's end no other one gets past its own `lock` of this name, so what is read after it cannot be changed by those.

    SQLite's transactions that write take turns anyway. Who needs several takes them in one order everywhere, or two may wait for each other.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))


def hold_moment(connection: sa.Connection) -> None:
    """All that the transaction reads is of one moment, as on SQLite. Its first statement, or nothing.

    Where it changes a row that another has changed since, it fails: OperationalError.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


class Database:
    """The one way to the database. Close it after every task that uses it has ended.

    `turn`: of this process among others that write to it, where the database is a file (`runtime/turns.py`).
    """

    def __init__(self, engine: sa.Engine, turn: Turn = nullcontext) -> None:
        self.engine = engine
        self._sqlite = engine.dialect.name == "sqlite"
        self._writer = Writer(engine, turn) if self._sqlite else None
        self._writers = anyio.CapacityLimiter(8)
        self._readers = anyio.CapacityLimiter(8)
        self._glancing: sa.Connection | None = None

    async def write(self, transaction: Transaction[R]) -> R:
        """Run the function in a transaction and return what it returns; an exception rolls back. Raises DatabaseFullError,
        UnwritableTextError.

        The commit is durable when this returns. A caller that is cancelled meanwhile waits for the transaction's end, which stands.
        The function may be run again after what it did was undone, so it changes nothing but the database.
        """
        if self._writer is None:
            return await to_thread.run_sync(self.write_now, transaction, limiter=self._writers)
        with _translated():
            result: R = await self._writer.run(transaction)
        return result

    async def read(self, transaction: Transaction[R]) -> R:
        """Run the function on a consistent view that it cannot change."""
        return await to_thread.run_sync(self.read_now, transaction, limiter=self._readers)

    async def glance(self, transaction: Transaction[R]) -> R:
        """`read`, for what takes microseconds: a few rows by their keys, however much there is. On SQLite it is done here and now, because the way to
        a thread and back costs more than the rows do; while it lasts nothing else is done."""
        if not self._sqlite:
            return await self.read(transaction)
        if self._glancing is None:
            self._glancing = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection = self._glancing
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN")
        try:
            return transaction(connection)
        finally:
            driver.execute("ROLLBACK")

    def write_now(self, transaction: Transaction[R]) -> R:
        """`write`, on the calling thread."""
        with _translated(), self.engine.connect() as connection:
            with unsettled(connection) as settled, connection.begin():
                if self._sqlite:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                result = transaction(connection)
            for act in settled:
                act()
        return result

    def read_now(self, transaction: Transaction[R]) -> R:
        """`read`, on the calling thread."""
        with _translated(), self.engine.connect() as connection:
            if self._sqlite:
                connection.exec_driver_sql("BEGIN")
            else:  # with the BEGIN that the first statement sends anyway
                connection.execution_options(isolation_level="REPEATABLE READ")
            try:
                return transaction(connection)
            finally:
                connection.rollback()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        if self._glancing is not None:
            self._glancing.close()
        self.engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    """Raises DatabaseFullError for either database's word for it, UnwritableTextError for PostgreSQL's driver's."""
    try:
        yield
    except OperationalError as error:
        if _is_full(error.orig):
            raise DatabaseFullError from error
        raise
    except DataError as error:
        if "NUL" in str(error.orig):
            raise UnwritableTextError from error
        raise


def _is_full(error: BaseException | None) -> bool:
    """SQLSTATE 53100 is disk_full (postgresql.org/docs/current/errcodes-appendix.html)."""
    return (
        getattr(error, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(error, "sqlstate", "") == "53100"
    )
