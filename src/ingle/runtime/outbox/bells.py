"""Knowing that some process may have put facts: a thread that waits for the database and rings.

SQLite has nobody who could tell, but a number in the shared memory of its WAL that moves with every commit of another connection; reading it fifty times a
second costs a thousandth of a core. PostgreSQL sends a notification when the transaction is done.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
import structlog

from ingle.runtime.outbox.rows import CHANNEL

log = structlog.get_logger()

LOOK_SECONDS = 0.02
LISTEN_SECONDS = 0.25  # how long a stop may take
AGAIN_SECONDS = 1.0  # after the database went away

Ring = Callable[[], None]


@contextmanager
def ringing(engine: sa.Engine, ring: Ring) -> Iterator[None]:
    """While the context lasts, `ring` is called from another thread at the beginning, and soon after anything may have been put; also in vain."""
    stop = threading.Event()
    watch = _watch_sqlite if engine.dialect.name == "sqlite" else _watch_postgresql
    thread = threading.Thread(target=_watch, args=(watch, engine, ring, stop), name="outbox-bell")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _watch(
    watch: Callable[[Any, Ring, threading.Event], None], engine: sa.Engine, ring: Ring, stop: threading.Event
) -> None:
    """Again and again, for a database may go away for a while."""
    foreign: Any = engine.dialect.loaded_dbapi
    while not stop.is_set():
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                watch(connection.connection.driver_connection, ring, stop)
        except (sa.exc.SQLAlchemyError, foreign.Error) as error:
            log.warning("outbox_not_watched", reason=str(error))
            stop.wait(AGAIN_SECONDS)


def _watch_sqlite(connection: Any, ring: Ring, stop: threading.Event) -> None:
    seen = None
    while not stop.is_set():
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != seen:
            seen = version
            ring()
        stop.wait(LOOK_SECONDS)


def _watch_postgresql(connection: Any, ring: Ring, stop: threading.Event) -> None:
    connection.execute(f"LISTEN {CHANNEL}")
    ring()
    try:
        while not stop.is_set():
            for _ in connection.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                ring()
    finally:
        if not connection.closed:  # it goes back to the pool
            connection.execute(f"UNLISTEN {CHANNEL}")
