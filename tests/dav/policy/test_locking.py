"""What locks forbid."""

from typing import Any

import pytest

from ingle.dav.model import Lock, Touch
from ingle.dav.policy import bars, covering, in_the_way, within


def lock(path: str, **changed: Any) -> Lock:
    made = Lock("t-" + path, path, False, False, "usr_ann", "", 60, 0)
    return made._replace(**changed)


DEEP, FLAT, FILE = lock("/ann/deep", deep=True), lock("/ann/flat"), lock("/ann/deep/sub/a")
ALL = [DEEP, FLAT, FILE]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/ann/deep", [DEEP]),
        ("/ann/deep/x/y", [DEEP]),
        ("/ann/deep/sub/a", [DEEP, FILE]),
        ("/ann/deeper", []),
        ("/ann/flat", [FLAT]),
        ("/ann/flat/x", []),
        ("/ann", []),
    ],
)
def test_covering(path: str, found: list[Lock]) -> None:
    assert covering(ALL, path) == found


def test_within() -> None:
    assert within(ALL, "/ann") == ALL
    assert within(ALL, "/ann/deep") == [FILE]


@pytest.mark.parametrize(
    ("path", "touch", "barred"),
    [
        ("/ann/flat/x", Touch.CHANGE, None),  # a lock that is not deep holds for the list of names only
        ("/ann/flat/x", Touch.MAKE, "/ann/flat"),
        ("/ann/flat/x", Touch.REMOVE, "/ann/flat"),
        ("/ann/deep/x", Touch.MAKE, "/ann/deep"),
        ("/ann/deep/x/y", Touch.CHANGE, "/ann/deep"),
        ("/ann", Touch.CHANGE, None),
        ("/ann/other", Touch.REMOVE, None),
        ("/ann", Touch.REMOVE, "/ann/deep"),
    ],
)
def test_what_needs_a_token(path: str, touch: Touch, barred: str | None) -> None:
    bar = bars(ALL, path, touch, tokens=frozenset(), user_id="usr_ann")
    assert (bar.path if bar else None) == barred


def test_a_token_opens_its_own_lock_only() -> None:
    def bar(*tokens: str, user_id: str = "usr_ann") -> str | None:
        met = bars(ALL, "/ann/deep/sub/a", Touch.CHANGE, tokens=frozenset(tokens), user_id=user_id)
        return met.path if met else None

    assert bar("t-/ann/deep") == "/ann/deep/sub/a"
    assert bar("t-/ann/deep/sub/a") == "/ann/deep"
    assert bar("t-/ann/deep", "t-/ann/deep/sub/a") is None
    assert bar("t-/ann/deep", "t-/ann/deep/sub/a", user_id="usr_bob") == "/ann/deep"  # a token is no secret


def test_of_several_shared_locks_on_a_path_one_token_is_enough() -> None:
    shared = [lock("/ann/a", token="1", shared=True), lock("/ann/a", token="2", shared=True)]
    assert bars(shared, "/ann/a", Touch.CHANGE, tokens=frozenset({"2"}), user_id="usr_ann") is None


@pytest.mark.parametrize(
    ("path", "deep", "shared", "met"),
    [
        ("/ann/deep/x", False, False, [DEEP]),
        ("/ann", False, False, []),
        ("/ann", True, False, ALL),
        ("/ann/deep", True, True, [DEEP, FILE]),
    ],
)
def test_what_keeps_a_lock_from_being_taken(path: str, deep: bool, shared: bool, met: list[Lock]) -> None:
    assert in_the_way(ALL, path, deep=deep, shared=shared) == met


def test_shared_locks_go_with_one_another() -> None:
    held = [lock("/ann/a", shared=True)]
    assert in_the_way(held, "/ann/a", deep=False, shared=True) == []
    assert in_the_way(held, "/ann/a", deep=False, shared=False) == held
