"""Turns that processes take, and a database that two of them write to by turns."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ingle.runtime.db import Database, make_engine
from ingle.runtime.shared import SharedMemory
from ingle.runtime.turns import SharedTurns
from support.waiting import wait_until

_TAKES_ONE = """
import sys
from ingle.runtime.shared import SharedMemory
from ingle.runtime.turns import SharedTurns
memory = SharedMemory(int(sys.argv[1]))
with SharedTurns(memory, 8).turn():
    memory.bytes[0] = 7
"""


@pytest.fixture
def memory() -> Iterator[SharedMemory]:
    made = SharedMemory.make(64)
    yield made
    made.close()


def _is_taken(memory: SharedMemory, offset: int) -> bool:
    try:
        fcntl.lockf(memory.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, offset)
    except BlockingIOError:
        return True
    fcntl.lockf(memory.descriptor, fcntl.LOCK_UN, 1, offset)
    return False


def test_the_one_that_waits_is_next(memory: SharedMemory) -> None:
    turns = SharedTurns(memory, 8)
    command = [sys.executable, "-c", _TAKES_ONE, str(memory.descriptor)]
    with turns.turn():
        other = subprocess.Popen(command, pass_fds=[memory.descriptor])
        wait_until(lambda: _is_taken(memory, 8))  # the other one is next
        assert memory.bytes[0] == 0
    with turns.turn():  # at once, long before the other has woken
        assert memory.bytes[0] == 7
    assert other.wait(60) == 0


def test_a_turn_ends_with_what_it_raises(memory: SharedMemory) -> None:
    turns = SharedTurns(memory)
    with pytest.raises(ValueError, match="once"), turns.turn():
        raise ValueError("once")
    with turns.turn():
        pass


@pytest.mark.local_stores
async def test_a_database_is_written_when_it_is_ones_turn(tmp_path: Path, memory: SharedMemory) -> None:
    turns = SharedTurns(memory)
    database = Database(make_engine(f"sqlite:///{tmp_path / 'ingle.db'}"), turns.turn)
    takes = "import fcntl, sys; fcntl.lockf(int(sys.argv[1]), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 1)"

    def is_held(_connection: sa.Connection) -> bool:
        command = [sys.executable, "-c", takes, str(memory.descriptor)]
        return subprocess.run(command, pass_fds=[memory.descriptor], capture_output=True).returncode != 0

    assert await database.write(is_held)
    assert not await database.read(is_held)
    database.close()
