import os

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


def test_we_see_ourselves() -> None:
    assert os.getpid() in set(proc.pids())
    assert proc.command_line(os.getpid())
    executable = proc.executable(os.getpid())
    assert executable is not None
    assert executable.name.startswith("python")
