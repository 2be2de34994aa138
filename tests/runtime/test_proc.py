import os
from dataclasses import replace

import pytest

from ingle.runtime import proc


def stat_line(name: str, started: int) -> bytes:
    fields = ["S", "1", "2", "2", "0", "-1", "4194304", *["0"] * 12, str(started), "1", "2"]
    return f"42 ({name}) {' '.join(fields)}\n".encode()


@pytest.mark.parametrize("name", ["qemu", "a b", "a) S 1 2", "((", "))) R 9 9 9"])
def test_the_start_is_read_after_the_last_parenthesis_of_the_name(name: str) -> None:
    assert proc.parse_started_ticks(stat_line(name, 123456)) == 123456


def test_a_process_has_the_same_identity_each_time() -> None:
    first = proc.identity(os.getpid())
    assert first is not None
    assert first == proc.identity(os.getpid())
    assert first.started_ticks > 0
    assert len(first.host_boot_id) == 36


def test_nobody_has_no_identity() -> None:
    assert proc.identity(2**22 + 1) is None  # beyond the kernel's largest pid
    assert proc.command_line(2**22 + 1) == ()
    assert proc.executable(2**22 + 1) is None


def test_processor_time_is_that_of_the_program_and_of_the_kernel_for_it() -> None:
    fields = ["S", *["0"] * 10, "12", "30", *["0"] * 30]
    assert proc.parse_cpu_ticks(f"42 (a) b) {' '.join(fields)}".encode()) == 42


@pytest.mark.parametrize(
    ("rollup", "size"), [(b"Rss: 9 kB\nPss:     5 kB\nPss_Dirty: 1 kB\n", 5120), (b"", None)]
)
def test_what_is_shared_is_divided(rollup: bytes, size: int | None) -> None:
    assert proc.parse_proportional(rollup) == size


def test_our_own_usage_is_read_and_nobody_elses_for_ours() -> None:
    me = proc.identity(os.getpid())
    assert me is not None
    used = proc.usage(me)
    assert used is not None
    assert used.cpu_seconds > 0
    assert used.resident_bytes >= (used.proportional_bytes or 0) > 0
    assert proc.usage(replace(me, started_ticks=me.started_ticks - 1)) is None
    assert proc.usage(replace(me, pid=2**22 + 1)) is None


def test_we_see_ourselves() -> None:
    assert os.getpid() in set(proc.pids())
    assert proc.command_line(os.getpid())
    executable = proc.executable(os.getpid())
    assert executable is not None
    assert executable.name.startswith("python")


def test_the_parent_of_a_process_is_told() -> None:
    assert proc.parent(os.getpid()) == os.getppid()
    assert proc.parent(2**30) is None
    assert proc.parse_parent(b"12 (a ) b) S 34 12") == 34
