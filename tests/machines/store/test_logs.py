"""The workload's log on disk: written, cut over, read from either end, and while it is written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingle.machines.store.log_reading import LogReader
from ingle.machines.store.logs import CURRENT, OLDER, LogWriter, Position, make_record, position

THEN = datetime(2026, 3, 1, tzinfo=UTC)


class Log:
    """A writer that counts offsets as the pump does."""

    def __init__(self, directory: Path, limit: int = 1 << 20) -> None:
        self.directory = directory
        self.writer = LogWriter(directory, limit)
        kept = position(directory)
        self.offset = kept.offset if kept else 0

    def write(self, *pieces: bytes) -> None:
        for piece in pieces:
            record = make_record(THEN, 1, self.offset, "stdout", piece)
            self.writer.append(record)
            self.offset = record.next_offset


def read(directory: Path, tail: int | None = None) -> list[bytes]:
    reader = LogReader(directory, tail=tail)
    found = []
    while records := reader.read(limit=2):
        found += [record.content for record in records]
    reader.close()
    return found


def test_what_is_written_is_read_byte_for_byte(tmp_path: Path) -> None:
    pieces = [b"plain\n", "é\n".encode(), b"\xff\x00\x80", b"no end", b"\n\n", b"x" * 200_000]
    log = Log(tmp_path)
    log.write(*pieces)
    assert read(tmp_path) == pieces
    assert position(tmp_path) == Position(1, sum(map(len, pieces)))
    log.writer.close()


def test_nothing_was_written(tmp_path: Path) -> None:
    assert position(tmp_path) is None
    assert read(tmp_path) == []
    assert read(tmp_path, tail=5) == []


@pytest.mark.parametrize("half", [b'{"at":"2026', b"x" * 100_000])
def test_a_half_written_record_is_dropped(tmp_path: Path, half: bytes) -> None:
    log = Log(tmp_path)
    log.write(b"one\n", b"two\n")
    log.writer.close()
    with (tmp_path / CURRENT).open("ab") as file:
        file.write(half)
    assert read(tmp_path) == [b"one\n", b"two\n"]
    assert position(tmp_path) == Position(1, 8)
    log = Log(tmp_path)
    log.write(b"three\n")
    assert read(tmp_path) == [b"one\n", b"two\n", b"three\n"]
    log.writer.close()


def test_a_half_written_first_record_is_dropped(tmp_path: Path) -> None:
    (tmp_path / CURRENT).write_bytes(b'{"at"')
    log = Log(tmp_path)
    log.write(b"one\n")
    assert read(tmp_path) == [b"one\n"]
    log.writer.close()


@pytest.mark.parametrize(
    ("pieces", "lines", "expected"),
    [
        ([b"1\n2\n3\n"], 2, b"2\n3\n"),
        ([b"1\n2\n3"], 2, b"2\n3"),
        ([b"1\n", b"2\n", b"3\n"], 1, b"3\n"),
        ([b"1\n2", b"2\n3", b"3\n"], 2, b"22\n33\n"),
        ([b"1\n", b"\n\n"], 2, b"\n\n"),
        ([b"1\n", b"\n\n"], 3, b"1\n\n\n"),
        ([b"1\n"], 9, b"1\n"),
        ([b"1\n2\n"], 0, b""),
        ([b"1\n", b"22", b"22"], 1, b"2222"),
    ],
)
def test_the_newest_lines(tmp_path: Path, pieces: list[bytes], lines: int, expected: bytes) -> None:
    log = Log(tmp_path)
    log.write(*pieces)
    assert b"".join(read(tmp_path, tail=lines)) == expected
    log.writer.close()


def test_a_full_log_is_cut_over_and_one_older_part_is_kept(tmp_path: Path) -> None:
    log = Log(tmp_path, limit=1000)
    lines = [f"line {number}\n".encode() for number in range(50)]
    log.write(*lines)
    assert (tmp_path / OLDER).exists()
    kept = read(tmp_path)
    assert kept == lines[-len(kept) :]
    assert 10 < len(kept) < 50
    assert read(tmp_path, tail=12) == lines[-12:]
    assert position(tmp_path) == Position(1, log.offset)
    log.writer.close()


def test_a_reader_follows_through_cut_overs(tmp_path: Path) -> None:
    log = Log(tmp_path, limit=1000)
    reader = LogReader(tmp_path)
    lines = [f"line {number}\n".encode() for number in range(100)]
    found = []
    for line in lines:
        log.write(line)
        found += [record.content for record in reader.read()]
    found += [record.content for record in reader.read()]
    assert found == lines
    reader.close()
    log.writer.close()


def test_a_reader_of_the_newest_lines_goes_on_from_there(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.write(b"one\n", b"two\n")
    reader = LogReader(tmp_path, tail=1)
    assert [record.content for record in reader.read()] == [b"two\n"]
    assert reader.read() == []
    log.write(b"three\n")
    assert [record.content for record in reader.read()] == [b"three\n"]
    reader.close()
    log.writer.close()


def test_a_record_is_given_when_its_end_is_written(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.write(b"one\n")
    whole = (tmp_path / CURRENT).read_bytes()
    reader = LogReader(tmp_path)
    assert len(reader.read()) == 1
    with (tmp_path / CURRENT).open("ab") as file:
        file.write(whole[:20])
        file.flush()
        assert reader.read() == []
        file.write(whole[20:])
        file.flush()
        assert len(reader.read()) == 1
    reader.close()
    log.writer.close()
