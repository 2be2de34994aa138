"""Memory that processes share."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from ingle.runtime.shared import OwnCount, SharedCount, SharedMemory

_HOLDS = """
import sys
from ingle.runtime.shared import SharedCount, SharedMemory
memory = SharedMemory(int(sys.argv[1]))
with memory.locked(8, 8):
    SharedCount(memory).add()
    print("held", flush=True)
    sys.stdin.read()
    memory.bytes[8] = 7
"""


@pytest.fixture
def memory() -> Iterator[SharedMemory]:
    made = SharedMemory.make(64)
    yield made
    made.close()


def test_a_count_of_ones_own_counts() -> None:
    count = OwnCount()
    count.add()
    assert count.read() == 1


def test_what_one_counts_all_read(memory: SharedMemory) -> None:
    other = SharedMemory(os.dup(memory.descriptor))
    count, same, next_to_it = SharedCount(memory), SharedCount(other), SharedCount(memory, 8)
    for _ in range(300):
        count.add()
    assert (same.read(), next_to_it.read()) == (300, 0)
    other.close()


def test_a_lock_holds_among_processes_and_ends_with_them(memory: SharedMemory) -> None:
    command = [sys.executable, "-c", _HOLDS, str(memory.descriptor)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[memory.descriptor]
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert SharedCount(memory).read() == 1
        with memory.locked(16, 8):  # something else
            assert memory.bytes[8] == 0
        other.stdin.close()
        with memory.locked(8, 8):
            assert memory.bytes[8] == 7
