import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingle.drivers.engines.qemu.delta import (
    PAGE,
    Piece,
    Range,
    decode_count,
    decode_table,
    encode_table,
    lay_out,
    split,
    table_size,
)
from ingle.machines.errors import EngineError


@st.composite
def some_ranges(draw: st.DrawFn) -> list[Range]:
    """Ascending and apart."""
    ranges, end = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), max_size=600)):
        ranges.append(Range(end + gap * PAGE, length * PAGE))
        end += (gap + length) * PAGE
    return ranges


def sizes(ranges: list[Range]) -> tuple[int, int]:
    """Of the memory and of the file."""
    memory = ranges[-1].offset + ranges[-1].length if ranges else PAGE
    return memory, table_size(len(ranges)) + sum(range_.length for range_ in ranges)


@given(some_ranges())
def test_a_table_says_what_was_put_in(ranges: list[Range]) -> None:
    memory, file = sizes(ranges)
    table = encode_table(memory, ranges)
    assert len(table) == table_size(len(ranges))
    assert len(table) % PAGE == 0
    assert decode_count(table[:64], file) == len(ranges)
    delta = decode_table(table, file)
    assert delta.memory_size == memory
    assert [(piece.offset, piece.length) for piece in delta.pieces] == ranges
    assert delta.pieces == lay_out(ranges, len(table))


@given(some_ranges().filter(bool), st.integers(1, 1 << 30))
def test_a_file_that_was_cut_is_an_error(ranges: list[Range], less: int) -> None:
    memory, file = sizes(ranges)
    table = encode_table(memory, ranges)
    with pytest.raises(EngineError, match="cut off"):
        decode_table(table, max(0, file - less))


@given(st.binary(max_size=200), st.integers(0, 1 << 40))
def test_noise_is_an_error(noise: bytes, size: int) -> None:
    with pytest.raises(EngineError):
        decode_table(noise, size)


@given(
    st.integers(0, 2**64 - 1),
    st.lists(st.tuples(*[st.integers(0, 2**64 - 1)] * 2), max_size=8),
    st.integers(0, 1 << 50),
)
def test_whatever_a_hostile_table_says_the_result_lies_within(
    memory: int, ranges: list[tuple[int, int]], file: int
) -> None:
    try:
        delta = decode_table(encode_table(memory, [Range(*range_) for range_ in ranges]), file)
    except EngineError:
        return
    for piece in delta.pieces:
        assert piece.offset + piece.length <= memory
        assert piece.position + piece.length <= file


HEAD = struct.pack("<12sIQQ", b"ingle-delta\0", 1, 2 * PAGE, 1)


@pytest.mark.parametrize(
    ("head", "offset", "length", "words"),
    [
        (HEAD.replace(b"ingle", b"other"), 0, PAGE, "is none"),
        (HEAD[:12] + b"\2" + HEAD[13:], 0, PAGE, "version 2"),
        (HEAD, 1, PAGE, "cannot be"),
        (HEAD, 0, PAGE + 1, "cannot be"),
        (HEAD, 0, 0, "cannot be"),
        (HEAD, PAGE, 2 * PAGE, "cannot be"),
        (HEAD, 2**64 - PAGE, PAGE, "cannot be"),
        (HEAD[:-8] + b"\xff" * 8, 0, PAGE, "cut off"),
    ],
)
def test_each_nonsense_is_told(head: bytes, offset: int, length: int, words: str) -> None:
    table = (head + struct.pack("<QQ", offset, length)).ljust(PAGE, b"\0")
    with pytest.raises(EngineError, match=words):
        decode_table(table, PAGE + length)


def test_pages_that_overlap_are_refused() -> None:
    table = encode_table(9 * PAGE, [Range(0, 2 * PAGE), Range(PAGE, PAGE)])
    with pytest.raises(EngineError, match="cannot be"):
        decode_table(table, PAGE + 3 * PAGE)


@given(some_ranges(), st.integers(0, 40000 * PAGE))
def test_a_split_loses_nothing(ranges: list[Range], room: int) -> None:
    pieces = lay_out(ranges, PAGE)
    kept, rest = split(pieces, room)
    assert sum(piece.length for piece in kept) <= room
    bytes_of = [
        [(piece.offset + at, piece.position + at) for piece in some for at in range(0, piece.length, PAGE)]
        for some in (pieces, kept + rest)
    ]
    assert bytes_of[0] == bytes_of[1]
    assert not rest or sum(piece.length for piece in kept) == room // PAGE * PAGE


def test_a_split_may_go_through_a_piece() -> None:
    kept, rest = split([Piece(0, 3 * PAGE, 100)], 2 * PAGE + 5)
    assert kept == [Piece(0, 2 * PAGE, 100)]
    assert rest == [Piece(2 * PAGE, PAGE, 100 + 2 * PAGE)]
