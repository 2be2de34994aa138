"""SQLite's one writer: a thread that runs transactions, several in one commit when several wait.

A commit waits for the disk, and while it does, more transactions arrive. They are run one after the other in one SQLite transaction, and all are
answered after the one commit. Each is still everything or nothing, sees what was done before it, is durable when it is answered, and one that fails
undoes itself alone. Most do not fail, and to be able to undo one costs more than what it does: a savepoint keeps each page that is changed behind it as
it was, for each transaction anew. So they are run without first; where one fails all is undone, and they are run again, each within a savepoint.

SQLite lets who wants to write wait by pauses that get longer, so of two busy processes one can wait for a second.
Processes that know of each other take turns instead.
"""

import threading
from asyncio import AbstractEventLoop, Future, get_running_loop
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any

import anyio
import sqlalchemy as sa

from ingle.runtime.prepared import Prepared
from ingle.runtime.settling import Act, unsettled
from ingle.runtime.turns import Turn

MAX_BATCH = 64  # transactions of one commit

_BEGIN, _COMMIT, _ROLLBACK = (Prepared(sa.text(word)) for word in ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"))
_SAVE, _UNDO, _RELEASE = (
    Prepared(sa.text(f"{word} job")) for word in ("SAVEPOINT", "ROLLBACK TO", "RELEASE")
)


@dataclass
class _Job:
    transaction: Callable[[sa.Connection], Any]
    loop: AbstractEventLoop
    answer: "Future[Any]"
    context: Context
    result: Any = None
    error: BaseException | None = None
    settled: list[Act] = field(default_factory=list)  # what there is to do once it is committed
    undone: bool = field(default=False)  # it went well, but a neighbour's failure took all with it: once more


class Writer:
    """Used from event loops; `close` it after everyone who does. `turn`: that of this process among those that write to the same database."""

    def __init__(self, engine: sa.Engine, turn: Turn = nullcontext) -> None:
        self._engine = engine
        self._turn = turn
        self._waiting: deque[_Job] = deque()
        self._arrived = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None

    async def run(self, transaction: Callable[[sa.Connection], Any]) -> Any:
        """What it returns, once that is durable; what it raises, once it is undone. Who is cancelled meanwhile waits for the end, which stands."""
        loop = get_running_loop()
        job = _Job(transaction, loop, loop.create_future(), copy_context())
        with self._arrived:
            self._waiting.append(job)
            self._start()
            self._arrived.notify()
        with anyio.CancelScope(shield=True):
            await job.answer
        if job.error is not None:
            raise job.error
        return job.result

    def close(self) -> None:
        """After what is waiting is done."""
        with self._arrived:
            self._closing = True
            self._arrived.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        if self._thread is None:
            self._closing = False
            self._thread = threading.Thread(target=self._work, name="writer")
            self._thread.start()

    def _work(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while batch := self._next():
                with self._turn():
                    self._run(connection, batch)
                _settle(batch)
                _answer(batch)

    def _next(self) -> Sequence[_Job]:
        """All that wait; none at the end."""
        with self._arrived:
            while not self._waiting and not self._closing:
                self._arrived.wait()
            return [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_BATCH))]

    def _run(self, connection: sa.Connection, batch: Sequence[_Job]) -> None:
        """SQLite undoes a whole transaction for some failures (a full disk: sqlite.org/lang_transaction.html); neighbours are then run alone."""
        if len(batch) > 1:
            self._commit_together(connection, batch)
            batch = [job for job in batch if job.undone]
        for job in batch:
            job.undone = False
            self._commit_alone(connection, job)

    def _commit_alone(self, connection: sa.Connection, job: _Job) -> None:
        try:
            _BEGIN.run(connection, {})
            _run_bare(connection, job)
            _COMMIT.run(connection, {})
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            job.error = error
            _roll_back(connection)

    def _commit_together(self, connection: sa.Connection, batch: Sequence[_Job]) -> None:
        for run in (_run_bare, _run_within):
            try:
                _BEGIN.run(connection, {})
                for job in batch:
                    run(connection, job)
                _COMMIT.run(connection, {})
                return
            except BaseException:  # noqa: BLE001 - whoever caused it meets it again, in the end alone
                _roll_back(connection)
                for job in batch:
                    job.error, job.result = None, None
        for job in batch:
            job.undone = True


def _run_bare(connection: sa.Connection, job: _Job) -> None:
    with unsettled(connection) as job.settled:
        job.result = job.context.run(job.transaction, connection)


def _run_within(connection: sa.Connection, job: _Job) -> None:
    """Raises what leaves no transaction to go on in."""
    _SAVE.run(connection, {})
    try:
        _run_bare(connection, job)
    except BaseException as error:
        if not _in_transaction(connection):
            raise
        job.error = error
        _UNDO.run(connection, {})
    _RELEASE.run(connection, {})


def _in_transaction(connection: sa.Connection) -> bool:
    return bool(connection.connection.driver_connection.in_transaction)  # type: ignore[union-attr] # it is sqlite3's


def _roll_back(connection: sa.Connection) -> None:
    if _in_transaction(connection):
        _ROLLBACK.run(connection, {})


def _settle(batch: Sequence[_Job]) -> None:
    for job in batch:
        if job.error is None:
            for act in job.settled:
                act()


def _answer(batch: Sequence[_Job]) -> None:
    """One message to each event loop, however many are answered."""
    for loop in {job.loop for job in batch}:
        answers = [job.answer for job in batch if job.loop is loop]
        loop.call_soon_threadsafe(_wake, answers)


def _wake(answers: Sequence["Future[Any]"]) -> None:
    for answer in answers:
        answer.set_result(None)
