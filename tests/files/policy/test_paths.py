"""How an entry is named in a request."""

import pytest

from ingle.files.errors import FileNameInvalidError, PathInvalidError, TooDeepError
from ingle.files.policy import MAX_DEPTH, Reference, parse

ENTRY = "ent_01jd8c7q4x9k2mzv5t3b6h0rnw"


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("/ann", Reference("ann", "", ())),
        ("/ann/a/b", Reference("ann", "", ("a", "b"))),
        ("//ann///a/", Reference("ann", "", ("a",))),
        ("~", Reference("~", "", ())),
        ("~/a", Reference("~", "", ("a",))),
        (ENTRY, Reference("", ENTRY, ())),
        (f"{ENTRY}/a/b", Reference("", ENTRY, ("a", "b"))),
        (f"/{ENTRY}/a", Reference(ENTRY, "", ("a",))),  # a person of that name
    ],
)
def test_paths_and_ids(text: str, reference: Reference) -> None:
    assert parse(text) == reference


@pytest.mark.parametrize("text", ["", "/", "a", "a/b", "ent_", "ent_short/a", "C:\\a"])
def test_what_is_no_path(text: str) -> None:
    with pytest.raises(PathInvalidError):
        parse(text)


@pytest.mark.parametrize("text", ["~/..", "/ann/../bob", "~/./a", "~/a\0"])
def test_names_in_paths_are_names(text: str) -> None:
    with pytest.raises(FileNameInvalidError):
        parse(text)


def test_depth_is_bounded() -> None:
    parse("~/" + "/".join(["d"] * MAX_DEPTH))
    with pytest.raises(TooDeepError):
        parse("~/" + "/".join(["d"] * (MAX_DEPTH + 1)))
