"""The contract's ways of naming an entry."""

from typing import Any

import pytest

from ingle.puter.errors import BadRequestError
from ingle.puter.selector import is_top, is_trash, join, path_of, select
from ingle.puter.uids import uid_of

ENTRY = "ent_01jd8c7q4x9k2mzv5t3b6h0rnw"
UID = uid_of(ENTRY)


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("/ann/a.txt", "/ann/a.txt"),
        ("/ann/./a.txt", "/ann/a.txt"),
        ("//ann//a.txt/", "/ann/a.txt"),
        ("~", "~"),
        ("~/Desktop", "~/Desktop"),
        ("/", "/"),
        (UID, ENTRY),
        (UID.upper(), ENTRY),
        (f"{UID}/a.txt", f"{ENTRY}/a.txt"),
        (ENTRY, ENTRY),
        ({"path": "/ann"}, "/ann"),
        ({"uid": UID}, ENTRY),
        ({"uuid": UID}, ENTRY),
        ({"id": UID}, ENTRY),
        ({"path": UID}, ENTRY),
        ({"path": None, "uid": UID}, ENTRY),
        ({"parent": {"uid": UID}, "name": "a.txt"}, f"{ENTRY}/a.txt"),
        ({"parent": "/ann", "name": "a.txt"}, "/ann/a.txt"),
    ],
)
def test_what_is_meant(named: Any, path: str) -> None:
    assert select(named) == path


@pytest.mark.parametrize("named", [None, "", {}, {"path": ""}, {"path": 5}, {"parent": "/ann"}, 7, []])
def test_what_names_nothing_is_refused(named: Any) -> None:
    with pytest.raises(BadRequestError):
        select(named)


def test_joining() -> None:
    assert join("/", "ann") == "/ann"
    assert join("~", "a/b") == "~/a/b"
    assert join(ENTRY, "/a") == f"{ENTRY}/a"
    assert join("/ann", "") == "/ann"


def test_dots_that_lead_upwards_are_left_for_files_to_refuse() -> None:
    assert path_of("/ann/../bob") == "/ann/../bob"


def test_the_top_and_the_trash() -> None:
    assert is_top(path_of("//"))
    assert is_trash("~/Trash", "ann")
    assert is_trash("/ann/Trash", "ann")
    assert not is_trash("/bob/Trash", "ann")
