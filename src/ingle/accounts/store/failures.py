"""Failed logins in a row."""

from datetime import datetime

import sqlalchemy as sa

from ingle.accounts.policy import FAILURES_KEPT
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import login_failures
from ingle.runtime.db import lock


def find_failures(connection: Connection, key: bytes) -> tuple[int, datetime] | None:
    """How many, and when the last one was."""
    query = sa.select(login_failures.c.count, login_failures.c.failed_at).where(login_failures.c.key == key)
    row = connection.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def add_failure(connection: Connection, key: bytes, now: datetime) -> None:
    """And forget those that are long past."""
    lock(connection, f"failures of {key.hex()}")
    connection.execute(login_failures.delete().where(login_failures.c.failed_at <= now - FAILURES_KEPT))
    found = find_failures(connection, key)
    if found is None:
        connection.execute(login_failures.insert().values(key=key, count=1, failed_at=now))
        return
    more = login_failures.update().where(login_failures.c.key == key)
    connection.execute(more.values(count=found[0] + 1, failed_at=now))


def forget_failures(connection: Connection, key: bytes) -> None:
    connection.execute(login_failures.delete().where(login_failures.c.key == key))
