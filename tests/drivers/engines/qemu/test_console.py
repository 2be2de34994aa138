from pathlib import Path

from ingle.drivers.engines.qemu.console import trim
from ingle.drivers.engines.qemu.files import tail


def test_a_log_within_its_limit_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "console.log"
    log.write_bytes(b"x" * 100)
    trim(log, limit=100, kept=10)
    assert log.stat().st_size == 100


def test_the_newest_is_kept_and_the_writer_goes_on_behind_it(tmp_path: Path) -> None:
    log = tmp_path / "console.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"old " * 100 + b"newest")
        trim(log, limit=100, kept=6)
        writer.write(b" and on")
    assert log.read_bytes() == b"newest and on"


def test_no_log_is_no_matter(tmp_path: Path) -> None:
    trim(tmp_path / "console.log")
    assert tail(tmp_path / "vmm.log") == ""


def test_the_tail_is_the_end(tmp_path: Path) -> None:
    log = tmp_path / "vmm.log"
    log.write_bytes(b"first\xff\nlast\n")
    assert tail(log, 5) == "last"
    assert tail(log).startswith("first")
