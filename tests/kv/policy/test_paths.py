"""Changing JSON at paths, case by case."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingle.kv.errors import KvInvalidError, KvMismatchError
from ingle.kv.policy import append, assign, discard, increment
from ingle.kv.policy.paths import parse


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("", []),
        ("a", ["a"]),
        ("user.score", ["user", "score"]),
        ("scores[0]", ["scores", 0]),
        ("scores.0", ["scores", "0"]),
        ("[2][3].x", [2, 3, "x"]),
        (r"a\.b.c", ["a.b", "c"]),
        (r"a\[0\]", ["a[0]"]),
        ("with space.ü", ["with space", "ü"]),
    ],
)
def test_paths_are_read(path: str, steps: Sequence[str | int]) -> None:
    assert parse(path) == steps


@pytest.mark.parametrize("path", [".a", "a..b", "a.", "a[", "a[x]", "a]", "a[-1]", "\\", "a" + ".b" * 40])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(KvInvalidError):
        parse(path)


@pytest.mark.parametrize(
    ("value", "path", "amount", "result"),
    [
        (None, "", 1, 1),
        (5, "", -7, -2),
        (1.5, "", 1, 2.5),
        ({}, "hits", 2, {"hits": 2}),
        (None, "a.b", 1, {"a": {"b": 1}}),
        ({"a": {"b": 1, "c": 2}}, "a.b", 1, {"a": {"b": 2, "c": 2}}),
        ([1, 2], "[1]", 5, [1, 7]),
        ([1, 2], "2", 5, [1, 2, 5]),
        ({"0": 1}, "[0]", 1, {"0": 2}),
    ],
)
def test_numbers_are_added_to(value: Any, path: str, amount: float, result: Any) -> None:
    assert increment(value, path, amount) == result


@pytest.mark.parametrize(
    ("value", "path", "amount"),
    [
        ("text", "", 1),
        (True, "", 1),
        ({"a": 1}, "", 1),
        ({"a": "x"}, "a", 1),
        ([1], "[5]", 1),
        ([1], "name", 1),
        (7, "a", 1),
        (2**63 - 1, "", 1),
        (1e300, "", 1),
    ],
)
def test_what_is_no_number_is_not(value: Any, path: str, amount: float) -> None:
    with pytest.raises(KvMismatchError):
        increment(value, path, amount)


def test_lists_are_added_to() -> None:
    assert append(None, "", 1) == [1]
    assert append([1], "", [2, 3]) == [1, 2, 3]
    assert append({"tags": ["a"]}, "tags", "b") == {"tags": ["a", "b"]}
    assert append(None, "a.b", [[1]]) == {"a": {"b": [[1]]}}
    with pytest.raises(KvMismatchError):
        append({"tags": "a"}, "tags", "b")


def test_values_are_put_and_taken_away() -> None:
    assert assign({"a": 1}, "b.c", [1]) == {"a": 1, "b": {"c": [1]}}
    assert assign("all", "", {"new": 1}) == {"new": 1}
    assert discard({"a": {"b": 1, "c": 2}}, "a.b") == {"a": {"c": 2}}
    assert discard([1, 2, 3], "[1]") == [1, 3]
    assert discard({"a": 1}, "x.y.z") == {"a": 1}
    assert discard({"a": 1}, "") is None


json = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab.[0", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(json, st.text("ab.[]01\\", max_size=8))
def test_nothing_but_our_own_errors_comes_of_any_path(value: Any, path: str) -> None:
    for change in (
        lambda: increment(value, path, 1),
        lambda: append(value, path, 1),
        lambda: assign(value, path, 1),
        lambda: discard(value, path),
    ):
        try:
            change()
        except (KvInvalidError, KvMismatchError):
            continue
