import errno
import mmap
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.drivers.engines.qemu import reclaim as reclaim_module
from ingle.drivers.engines.qemu.pages import find_memory
from ingle.drivers.engines.qemu.reclaim import reclaim, works_here
from ingle.runtime.processes import Process, hold

SIZE = 64 << 20
READS_IT_ALL = """
import json, mmap, sys
path = json.loads(sys.argv[2])["mem-path"]
file = open(path, "rb")
area = mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ)
sum(area[::4096])
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory"
    path.write_bytes(b"x" * SIZE)
    return path


@pytest.fixture
def process(memory: Path) -> Iterator[Process]:
    """One that maps the file as a VMM does and has read all of it."""
    argv = [sys.executable, "-c", READS_IT_ALL, "-object", f'{{"mem-path": "{memory}"}}']
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        held = hold(child.pid)
        assert held is not None
        yield held
        held.release()
        child.kill()


def resident(pid: int) -> int:
    fields = Path(f"/proc/{pid}/statm").read_text().split()
    return int(fields[1]) * mmap.PAGESIZE


def test_what_is_the_files_is_dropped(process: Process, memory: Path) -> None:
    pid = process.identity.pid
    assert find_memory(pid, memory).size == SIZE
    before = resident(pid)
    with memory.open("rb") as file:
        os.fsync(file.fileno())
    reclaim(process)
    if works_here():
        assert resident(pid) < before - SIZE // 2
    else:
        assert os.geteuid() != 0


def test_a_process_that_is_gone_or_no_vmm_is_left_alone(process: Process) -> None:
    own = hold(os.getpid())
    assert own is not None
    reclaim(own)
    own.release()
    os.kill(process.identity.pid, 9)
    reclaim(process)


def test_a_refusal_is_found_out_by_trying(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        return -errno.EPERM

    monkeypatch.setattr(reclaim_module._libc, "syscall", refuse)
    assert not works_here()
