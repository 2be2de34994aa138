"""What time does to accounts: letters are sent, people who leave are removed with all that is theirs, and temporary users who cannot come back leave."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import anyio
import structlog
from sqlalchemy.exc import SQLAlchemyError

from ingle.accounts.errors import LetterRefusedError, MailFailedError
from ingle.accounts.model import Letter
from ingle.accounts.service import People
from ingle.base.errors import IngleError

log = structlog.get_logger()

SWEEP_PAUSE = timedelta(minutes=10)
TRY_AGAIN_AFTER = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10))
_AT_ONCE = 20  # letters under way or waiting for another try; more wait in the post


@asynccontextmanager
async def running(
    people: People,
    *,
    sweep_pause: timedelta = SWEEP_PAUSE,
    try_again_after: tuple[timedelta, ...] = TRY_AGAIN_AFTER,
) -> AsyncIterator[None]:
    """Its tasks end with the context; letters that wait then are lost."""
    async with anyio.create_task_group() as group:
        group.start_soon(_keep_swept, people, sweep_pause)
        if people.post.is_on:
            group.start_soon(_keep_sending, people, try_again_after)
        yield
        group.cancel_scope.cancel()


async def _keep_swept(people: People, pause: timedelta) -> None:
    while True:
        try:
            await people.removal.sweep()
        except (IngleError, SQLAlchemyError) as error:  # a full disk, a database that is away: later
            log.warning("sweep_failed", error=str(error))
        with anyio.move_on_after(pause.total_seconds()):
            await people.removal.somebody_leaves()


async def _keep_sending(people: People, try_again_after: tuple[timedelta, ...]) -> None:
    room = anyio.Semaphore(_AT_ONCE)

    async def deliver(letter: Letter) -> None:
        try:
            await _deliver(people, letter, try_again_after)
        finally:
            room.release()

    async with anyio.create_task_group() as group:
        while True:
            await room.acquire()
            group.start_soon(deliver, await people.post.take())


async def _deliver(people: People, letter: Letter, try_again_after: tuple[timedelta, ...]) -> None:
    """Neither address nor text of a letter is anybody's business who reads the log."""
    for pause in (*try_again_after, None):
        try:
            await people.post.mailer.send(letter)
        except LetterRefusedError as error:
            log.warning("letter_refused", subject=letter.subject, reason=error.sentence)
        except MailFailedError as error:
            log.warning("mail_failed", subject=letter.subject, reason=error.sentence, again=pause is not None)
            if pause is not None:
                await anyio.sleep(pause.total_seconds())
                continue
        return
