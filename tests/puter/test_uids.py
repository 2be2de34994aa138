"""Ids and UUIDs are two ways of writing the same number."""

import os
from datetime import UTC, datetime

import pytest

from ingle.base.ids import is_id, make_id
from ingle.puter.uids import entry_of, is_entry, is_uid, uid_of


def test_every_entry_has_one_uuid_and_back() -> None:
    for _ in range(200):
        entry = make_id("ent", datetime.now(UTC), os.urandom)
        uid = uid_of(entry)
        assert is_uid(uid)
        assert entry_of(uid) == entry


@pytest.mark.parametrize("number", ["0" * 26, "7" + "z" * 25, "0123456789abcdefghjkmnpqrs"])
def test_the_ends_of_the_range(number: str) -> None:
    assert entry_of(uid_of(f"ent_{number}")) == f"ent_{number}"


def test_any_uuid_names_some_entry() -> None:
    assert is_id(entry_of("ffffffff-ffff-ffff-ffff-ffffffffffff"), "ent")
    assert entry_of("FFFFFFFF-ffff-ffff-ffff-ffffffffffff") == "ent_7" + "z" * 25


def test_what_is_no_uuid_stays() -> None:
    assert entry_of("ent_01jd8c7q4x9k2mzv5t3b6h0rnw") == "ent_01jd8c7q4x9k2mzv5t3b6h0rnw"
    assert uid_of("") == ""
    assert not is_entry("notes.txt")
    assert is_entry("ent_01jd8c7q4x9k2mzv5t3b6h0rnw")
