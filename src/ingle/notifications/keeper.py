"""Forgets notifications whose time is over."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import structlog
from sqlalchemy.exc import SQLAlchemyError

from ingle.base.errors import IngleError
from ingle.notifications.service import Notifications

log = structlog.get_logger()

EVERY_SECONDS = 600.0


@asynccontextmanager
async def sweeping(notifications: Notifications) -> AsyncIterator[None]:
    """For as long as the context lasts."""
    async with anyio.create_task_group() as group:
        group.start_soon(_sweep_for_ever, notifications)
        yield
        group.cancel_scope.cancel()


async def _sweep_for_ever(notifications: Notifications) -> None:
    while True:
        await anyio.sleep(EVERY_SECONDS)
        try:
            await notifications.sweep()
        except (
            SQLAlchemyError,
            IngleError,
        ) as error:  # the database is away or full; the next round finds the same
            log.warning("notifications_not_swept", reason=str(error))
