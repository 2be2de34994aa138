"""Removes what has expired. Nobody sees it any more by then; this gives its room back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import structlog
from sqlalchemy.exc import SQLAlchemyError

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.kv import store
from ingle.runtime.db import Database

log = structlog.get_logger()

EVERY_SECONDS = 60.0


class KvKeeper:
    def __init__(self, *, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Sweeps for as long as the context lasts."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._sweep_for_ever)
            yield
            group.cancel_scope.cancel()

    async def sweep(self) -> None:
        """A transaction for each person, so that nobody waits long behind it."""
        now_ms = int(self._clock.now().timestamp() * 1000)
        while await self._db.write(lambda c: _sweep_someone(c, now_ms)):
            pass

    async def _sweep_for_ever(self) -> None:
        while True:
            await anyio.sleep(EVERY_SECONDS)
            try:
                await self.sweep()
            except (
                SQLAlchemyError,
                IngleError,
            ) as error:  # the database is away or full; the next round finds the same
                log.warning("kv_not_swept", reason=str(error))


def _sweep_someone(connection: store.Connection, now_ms: int) -> bool:
    user_id = store.someone_with_expired(connection, now_ms)
    if user_id is None:
        return False
    store.hold(connection, user_id)
    store.move_fill(connection, user_id, store.remove_expired(connection, user_id, now_ms))
    return True
