"""Task groups that fail with one error: callers of the SDK catch `NotFoundError`, not a group of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from anyio.abc import TaskGroup


@asynccontextmanager
async def open_group() -> AsyncIterator[TaskGroup]:
    """An anyio task group; of the errors of its tasks the first is raised by itself."""
    try:
        async with anyio.create_task_group() as group:
            yield group
    except BaseExceptionGroup as group_error:
        raise _first(group_error) from None


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
