"""Entries in both shapes."""

import pytest

from ingle.puter.entries import app_of, signed, type_of, v1, v2
from ingle.puter.uids import uid_of
from support.puter import DIRECTORY_ID, FILE_ID, entry

# What the SDK reads of an entry (its FSItem), in the older shape.
READ_BY_CLIENTS = {"uid", "path", "name", "size", "is_dir", "modified", "created", "accessed"}


def test_a_file() -> None:
    told = v1(entry(), "/ann/Documents/a.txt")
    assert told.keys() >= READ_BY_CLIENTS
    assert (told["uid"], told["parent_uid"]) == (uid_of(FILE_ID), uid_of(DIRECTORY_ID))
    assert (told["dirpath"], told["name"], told["is_dir"], told["size"]) == (
        "/ann/Documents",
        "a.txt",
        False,
        5,
    )
    assert (told["created"], told["modified"]) == (1, 2)
    assert told["type"] == "text/plain; charset=utf-8"
    assert "appdata_app" not in told


def test_a_directory_has_no_size() -> None:
    told = v2(entry(kind="directory", name="Documents", size=0), "/ann/Documents")
    assert (told["isDir"], told["size"], told["type"]) == (True, None, "folder")


def test_a_root_is_called_after_its_owner() -> None:
    told = v1(entry(kind="directory", name="", parent=""), "/ann")
    assert (told["name"], told["parent_uid"], told["dirpath"]) == ("ann", None, "/")


def test_a_shortcut_names_what_it_stands_for() -> None:
    shortcut = entry(kind="shortcut", target=DIRECTORY_ID)
    assert (v1(shortcut, "/ann/s")["is_shortcut"], v2(shortcut, "/ann/s")["isShortcut"]) == (1, True)
    assert (
        v1(shortcut, "/ann/s")["shortcut_to"] == v2(shortcut, "/ann/s")["shortcutTo"] == uid_of(DIRECTORY_ID)
    )
    assert type_of(shortcut) is None


def test_both_shapes_say_the_same() -> None:
    """The SDK makes the older shape of the newer one by these names."""
    older, newer = v1(entry(), "/ann/a.txt"), v2(entry(), "/ann/a.txt")
    names = {
        "parent_uid": "parentUid",
        "is_dir": "isDir",
        "shortcut_to": "shortcutTo",
        "has_website": "hasWebsite",
    }
    same = [
        "uid",
        "path",
        "name",
        "type",
        "modified",
        "created",
        "size",
        "immutable",
        "metadata",
        "thumbnail",
    ]
    assert all(older[name] == newer[name] for name in same)
    assert all(older[name] == newer[other] for name, other in names.items())


@pytest.mark.parametrize(
    ("path", "app"),
    [
        ("/ann/AppData/app_1/x", "app_1"),
        ("/ann/AppData/app_1", "app_1"),
        ("/ann/AppData", ""),
        ("/ann/a/app_1", ""),
    ],
)
def test_the_app_whose_directory_it_is(path: str, app: str) -> None:
    assert app_of(path) == app


def test_a_signed_entry_has_its_addresses() -> None:
    told = signed(entry(), "/ann/a.txt", {"read_url": "http://here/file?x"})
    assert (told["read_url"], told["fsentry_name"], told["fsentry_size"]) == (
        "http://here/file?x",
        "a.txt",
        5,
    )
