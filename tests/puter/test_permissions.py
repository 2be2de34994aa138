"""The contract's permission strings, and what each is about."""

from typing import Any

import pytest

from ingle.accounts import Holder, HolderKind, Mode
from ingle.puter.errors import BadRequestError
from ingle.puter.permissions import Named, OnEntry, Permission, ToCall, app_held_by, asked, listed, read
from support.puter import FILE_ID

UID = "0193500f-0cb7-4cd8-2cfb-7a5864632717"
APP = Holder(HolderKind.APP, "usr_1:app_1")


@pytest.mark.parametrize(
    ("text", "permission"),
    [
        ("fs:/ann/a b:c.txt:read", OnEntry("/ann/a b:c.txt", Mode.READ)),
        ("fs:~/Desktop:write", OnEntry("~/Desktop", Mode.WRITE)),
        (f"manage:fs:{FILE_ID}", OnEntry(FILE_ID, Mode.MANAGE)),
        ("driver:puter-kvstore", ToCall("driver:puter-kvstore", "puter-kvstore")),
        ("driver:puter-kvstore:get", ToCall("driver:puter-kvstore:get", "puter-kvstore", "get")),
        ("service:es:app:ii:puter-apps", ToCall("service:es:app:ii:puter-apps", "puter-apps")),
        ("service", Named("service")),
        ("user:usr_1:email:read", Named("user:usr_1:email:read")),
        ("app-data:app_1:kv:read", Named("app-data:app_1:kv:read")),
        ("app-root-dir:app_1:read", Named("app-root-dir:app_1:read")),
        ("*", Named("*")),
    ],
)
def test_what_a_permission_is_about(text: str, permission: Permission) -> None:
    assert read(text) == permission


def test_an_entrys_identifier_is_understood() -> None:
    found = read(f"fs:{UID}:see")
    assert isinstance(found, OnEntry)
    assert found.path.startswith("ent_")


@pytest.mark.parametrize("text", ["fs:", "fs:/ann/a", "fs:/ann/a:own", "fs::read", "manage:fs:"])
def test_what_is_about_no_file_is_refused(text: str) -> None:
    with pytest.raises(BadRequestError):
        read(text)


@pytest.mark.parametrize(
    ("fields", "texts"),
    [({"permission": "a"}, ["a"]), ({"permissions": ["a", "b"]}, ["a", "b"])],
)
def test_one_or_many_are_asked_for(fields: dict[str, Any], texts: list[str]) -> None:
    assert asked(fields) == texts


@pytest.mark.parametrize(
    "fields", [{}, {"permission": ""}, {"permissions": [1]}, {"permissions": ["a"] * 17}]
)
def test_what_asks_for_none_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        asked(fields)


def test_they_are_listed_by_whom_they_are_for() -> None:
    bob = Holder(HolderKind.USER, "usr_2")
    link = Holder(HolderKind.LINK, "lnk_1")
    told = listed([("a", APP, "app_1"), ("b", bob, "bob"), ("c", link, "")], [("d", "carl")])
    assert told == {
        "myself_to_app": [{"app_uid": "app_1", "permission": "a", "extra": {}}],
        "myself_to_user": [{"user": "bob", "permission": "b", "extra": {}}],
        "user_to_myself": [{"user": "carl", "permission": "d", "extra": {}}],
    }
    assert app_held_by(bob) == ""
