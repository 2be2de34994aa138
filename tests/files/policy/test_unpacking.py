"""What may come out of an archive."""

import pytest

from ingle.base.errors import IngleError
from ingle.base.units import MIB
from ingle.files.errors import ArchiveInvalidError, ArchiveTooLargeError, ArchiveUnsafeError
from ingle.files.policy import Unpacking, arrange, check_unpacked, member_path, stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ("a",)),
        ("./a//b/", ("a", "b")),
        ("", ()),
        (".", ()),
        ("a\\..\\b", ("a\\..\\b",)),  # a name like any other here
        ("ä/…", ("ä", "…")),
    ],
)
def test_where_a_member_lies(text: str, expected: tuple[str, ...]) -> None:
    assert member_path(text) == expected


@pytest.mark.parametrize(
    "text", ["/etc/passwd", "..", "../a", "a/../../b", "a/..", "/", "//a", "x" * 5000, "a/" * 100 + "b"]
)
def test_what_leads_out_or_too_deep(text: str) -> None:
    with pytest.raises((ArchiveUnsafeError, ArchiveInvalidError)):
        member_path(text)


@pytest.mark.parametrize("text", ["a\0b", "a\nb", "\u202egpj.exe", "a\udc80", " a", "a.", "x" * 300])
def test_names_that_no_tree_takes(text: str) -> None:
    with pytest.raises(IngleError):
        member_path(text)


def test_how_much_is_too_much() -> None:
    check_unpacked(100_000, 64 * MIB, 1)
    check_unpacked(1, 200 * MIB, MIB)
    for entries, size, archive in ((100_001, 0, MIB), (1, 64 * MIB + 1, 1), (1, 200 * MIB + 1, MIB)):
        with pytest.raises(ArchiveTooLargeError):
            check_unpacked(entries, size, archive)


def file(*path: str) -> Unpacking:
    return Unpacking(path, "cnt_1", 1, 5)


def directory(*path: str) -> Unpacking:
    return Unpacking(path, None, 0, 7)


def test_directories_that_nobody_wrote_down_are_there() -> None:
    made = arrange([file("a", "b", "c"), directory("a"), directory("a"), file("d")])
    assert {one.path for one in made} == {("a",), ("a", "b"), ("a", "b", "c"), ("d",)}
    assert [len(one.path) for one in made] == [1, 1, 2, 3]
    assert next(one for one in made if one.path == ("a",)).modified_us == 7


@pytest.mark.parametrize(
    "members",
    [
        [file("a"), file("a")],
        [file("a"), directory("a")],
        [directory("a"), file("a")],
        [file("a"), file("a", "b")],
        [file("a", "b"), file("a")],
        [file("\u00e4"), file("a\u0308")],  # the same name, composed and decomposed
    ],
)
def test_two_in_one_place(members: list[Unpacking]) -> None:
    with pytest.raises(ArchiveInvalidError):
        arrange(members)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.zip", "a"), ("a.b.tar.gz", "a.b"), ("A.TGZ", "A"), ("a", "a"), (".zip", "archive"), ("a..zip", "a")],
)
def test_what_its_directory_is_called(name: str, expected: str) -> None:
    assert stem(name) == expected
