"""What keys and values can be."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingle.base.errors import IngleError
from ingle.edge.identity import Caller
from ingle.kv import policy
from ingle.kv.errors import KvFullError, KvInvalidError, KvTooLargeError
from ingle.kv.model import Fill, Item, Space

APP, OTHER = "app_" + "0" * 26, "app_" + "1" * 26
PERSON = Caller("usr_ann", "ann", False, frozenset(), "session")
ACTING = Caller("usr_ann", "ann", False, frozenset(), "app", app_id=APP)


@pytest.mark.parametrize("key", ["a", "../..", "a/b?c#d%00", "\0", "ключ", "😀", " ", "k" * 1024])
def test_any_text_is_a_key(key: str) -> None:
    assert policy.encode_key(key).decode() == key


@pytest.mark.parametrize(
    ("key", "error"), [("", KvInvalidError), ("\ud800", KvInvalidError), ("ü" * 513, KvTooLargeError)]
)
def test_but_not_these(key: str, error: type[IngleError]) -> None:
    with pytest.raises(error):
        policy.encode_key(key)


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [None, 0, "", [], {}, {"a": [1, None, True, 1.5]}, deep(64), 10**30, "x" * (399 * 1024 - 2)]
)
def test_any_json_is_a_value(value: Any) -> None:
    assert policy.decode(policy.encode(value)) == value


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (deep(65), KvInvalidError),
        (object(), KvInvalidError),
        ("\ud800", KvInvalidError),
        ("x" * (399 * 1024 - 1), KvTooLargeError),
    ],
)
def test_but_these_are_none(value: Any, error: type[IngleError]) -> None:
    with pytest.raises(error):
        policy.encode(value)


@pytest.mark.parametrize(
    ("caller", "app", "space"),
    [
        (PERSON, None, Space("usr_ann")),
        (PERSON, "", Space("usr_ann")),
        (PERSON, APP, Space("usr_ann", APP)),
        (ACTING, None, Space("usr_ann", APP)),
        (ACTING, APP, Space("usr_ann", APP)),
        (ACTING, OTHER, Space("usr_ann", OTHER, foreign=True)),
        (ACTING, "", Space("usr_ann", "", foreign=True)),
    ],
)
def test_whose_entries_are_meant(caller: Caller, app: str | None, space: Space) -> None:
    assert policy.space_for(caller, app) == space


def test_an_app_is_named_by_its_id() -> None:
    with pytest.raises(KvInvalidError):
        policy.space_for(PERSON, "chess")


@given(st.binary(max_size=4), st.binary(max_size=6))
def test_the_end_of_a_prefix_is_where_keys_no_longer_begin_so(prefix: bytes, key: bytes) -> None:
    end = policy.end_of_prefix(prefix)
    assert key.startswith(prefix) == (key >= prefix and (end is None or key < end))


@given(st.binary(max_size=40))
def test_a_cursor_leads_back(key: bytes) -> None:
    assert policy.after(policy.cursor_of(key)) == key


def test_a_cursor_of_somebodys_own_making_is_refused() -> None:
    for text in ("a b", "é", "a"):
        with pytest.raises(KvInvalidError):
            policy.after(text)


def test_a_batch_has_each_key_once() -> None:
    policy.check_items([Item("a", b"1"), Item("b", b"1")])
    for items in ([], [Item("a", b"1"), Item("a", b"2")], [Item(str(n), b"1") for n in range(1001)]):
        with pytest.raises(KvInvalidError):
            policy.check_items(items)


def test_limits_and_none() -> None:
    policy.check_room(Fill(10**9, 10**12), Fill(0, 0))
    policy.check_room(Fill(10, 10), Fill(10, 10))
    for most in (Fill(9, 0), Fill(0, 9)):
        with pytest.raises(KvFullError):
            policy.check_room(Fill(10, 10), most)


def test_when_an_entry_ends() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert policy.moment_of(now, None, None) is None
    assert policy.moment_of(now, 1.5, None) == now.timestamp() * 1000 + 1500
    assert policy.moment_of(now, None, now) == now.timestamp() * 1000
    for ttl, at in ((1.0, now), (1e20, None), (-1e20, None), (None, datetime(2026, 1, 1))):  # noqa: DTZ001
        with pytest.raises(KvInvalidError):
            policy.moment_of(now, ttl, at)
