"""What entries may be called."""

import pytest

from ingle.files.errors import FileNameInvalidError
from ingle.files.policy import MAX_NAME_BYTES, check_name, free_name, name_key, search_key, split_extension


@pytest.mark.parametrize(
    "name",
    ["a", ".bashrc", "...a", "a b.txt", "ü", "\U0001f600", "a\\b", "CON", "x" * 255, "é" * 127, "~", "%2f"],
)
def test_good_names(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty"),
        (".", "dots"),
        ("..", "dots"),
        ("a/b", "slash"),
        ("a\0b", "control"),
        ("a\nb", "control"),
        ("\x7f", "control"),
        ("\x85", "control"),
        ("\ud800", "surrogate"),
        ("a\u202eb", "deceiving"),
        ("a\u2028b", "deceiving"),
        ("x" * 256, "too_long"),
        ("é" * 128, "too_long"),
        ("\u0958" * 64, "too_long"),  # 192 bytes that NFC makes 384 of
        (" a", "space"),
        ("a ", "space"),
        ("a\u00a0", "space"),
        ("a.", "trailing_dot"),
    ],
)
def test_bad_names_and_why(name: str, reason: str) -> None:
    with pytest.raises(FileNameInvalidError) as refused:
        check_name(name)
    assert refused.value.fields["reason"] == reason


def test_keys() -> None:
    assert name_key("cafe\u0301") == name_key("caf\u00e9") != name_key("Caf\u00e9")
    assert search_key("STRASSE") == search_key("straße") == "strasse"
    assert search_key("ﬁle") == "file"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.txt", ("a", ".txt")),
        ("a.tar.gz", ("a.tar", ".gz")),
        (".bashrc", (".bashrc", "")),
        ("a", ("a", "")),
        ("a.", ("a.", "")),
    ],
)
def test_extensions(name: str, parts: tuple[str, str]) -> None:
    assert split_extension(name) == parts


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("a.txt", set(), "a.txt"),
        ("a.txt", {"a.txt"}, "a (1).txt"),
        ("a.txt", {"a.txt", "a (1).txt", "a (2).txt"}, "a (3).txt"),
        ("a (1).txt", {"a (1).txt", "a (2).txt"}, "a (3).txt"),
        (".rc", {".rc"}, ".rc (1)"),
        ("cafe\u0301", {"caf\u00e9"}, "cafe\u0301 (1)"),
    ],
)
def test_a_free_name(name: str, taken: set[str], free: str) -> None:
    assert free_name(name, taken) == free


@pytest.mark.parametrize("name", ["x" * 255, "x" * 250 + ".txt", "x." + "y" * 253, "é" * 127])
def test_a_free_name_is_never_too_long(name: str) -> None:
    made = free_name(name, {name_key(name)})
    check_name(made)
    assert made != name
    assert len(made.encode()) <= MAX_NAME_BYTES
