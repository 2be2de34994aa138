"""Shares in the contract's shapes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ingle.accounts import Grant, Holder, HolderKind, Mode, Shared, Told
from ingle.files import Owner, Place
from ingle.puter.errors import BadRequestError
from ingle.puter.shares import on_entry, outcome, recipient, share
from ingle.puter.uids import uid_of
from support.puter import DIRECTORY_ID, FILE_ID, entry

NOW = datetime(2026, 11, 26, tzinfo=UTC)
BOB = Holder(HolderKind.USER, "usr_2")


def told(holder: Holder = BOB, on: str = FILE_ID) -> Told:
    grant = Grant("gra_1", "usr_1", holder, "entry", on, Mode.READ, NOW)
    return Told(grant, Shared(on, "usr_1", [on], "a.txt"), "ann", "bob")


def place() -> Place:
    return Place(Owner("usr_1", "ann"), entry(), (), Mode.MANAGE)


@pytest.mark.parametrize(
    ("named", "holder"),
    [
        ("bob", Holder(HolderKind.USER, "bob")),
        ({"username": "bob"}, Holder(HolderKind.USER, "bob")),
        ({"email": "b@c.d"}, Holder(HolderKind.USER, "b@c.d")),
        ({"team": "grp_1"}, Holder(HolderKind.GROUP, "grp_1")),
    ],
)
def test_who_is_meant(named: Any, holder: Holder) -> None:
    assert recipient(named) == holder


@pytest.mark.parametrize("named", ["", {}, {"username": 3}, 3])
def test_somebody_must_be_meant(named: Any) -> None:
    with pytest.raises(BadRequestError):
        recipient(named)


def test_a_share_tells_what_whose_and_how() -> None:
    row = share(told(), place())
    assert (row["uid"], row["mode"], row["uid_entry"]) == ("gra_1", "read", uid_of(FILE_ID))
    assert (row["owner"], row["issuer"], row["holder"], row["size"]) == ("ann", "ann", "bob", 5)
    assert (row["name"], row["is_dir"], row["modified"]) == ("a.txt", False, 2)
    assert share(told(), None)["path"] is None


def test_a_share_with_a_group_names_it() -> None:
    row = share(told(Holder(HolderKind.GROUP, "grp_1")), place())
    assert row["holder"] is None
    assert row["holder_team"]["uid"] == "grp_1"


@pytest.mark.parametrize(("on", "above"), [(FILE_ID, None), (DIRECTORY_ID, uid_of(DIRECTORY_ID))])
def test_what_comes_from_above_says_so(on: str, above: str | None) -> None:
    row = on_entry(told(on=on), place())
    assert (row["uid_entry"], row["inherited_from"]) == (uid_of(FILE_ID), above)


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [(["success"], "success"), (["success", "error"], "mixed"), (["error"], "aborted")],
)
def test_what_became_of_many(statuses: list[str], whole: str) -> None:
    assert outcome([{"status": status} for status in statuses]) == whole
