"""Callers that are remembered for a moment."""

from datetime import UTC, datetime, timedelta

import pytest

from ingle.accounts import recent
from ingle.accounts.recent import LIFE, RecentCallers
from ingle.edge.identity import Caller
from ingle.runtime.shared import OwnCount

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANN = Caller("usr_ann", "ann", admin=False, scopes=frozenset(), via="token")


def keep(callers: RecentCallers, key: bytes = b"1", *, expires_at: datetime | None = None) -> None:
    callers.keep(callers.begin(), key, ANN, now=NOW, expires_at=expires_at)


def test_a_caller_is_remembered_for_its_life() -> None:
    callers = RecentCallers()
    keep(callers)
    assert callers.find(b"1", NOW + LIFE - timedelta(milliseconds=1)) is ANN
    assert callers.find(b"1", NOW + LIFE) is None
    assert callers.find(b"2", NOW) is None


def test_never_beyond_the_credentials_own_end() -> None:
    callers = RecentCallers()
    keep(callers, expires_at=NOW + timedelta(seconds=1))
    assert callers.find(b"1", NOW + timedelta(seconds=1)) is None


def test_forgetting_is_at_once_also_for_a_look_up_under_way() -> None:
    callers = RecentCallers()
    keep(callers)
    mark = callers.begin()
    callers.forget()
    callers.keep(mark, b"1", ANN, now=NOW, expires_at=None)
    assert callers.find(b"1", NOW) is None


def test_their_number_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "MAX_CALLERS", 3)
    callers = RecentCallers()
    for number in range(10):
        keep(callers, bytes([number]))
    assert [callers.find(bytes([number]), NOW) is not None for number in range(10)] == [False] * 7 + [
        True
    ] * 3


def test_an_end_is_heard_by_every_process_at_once() -> None:
    ends = OwnCount()
    house, worker = RecentCallers(ends), RecentCallers(ends)
    worker.keep(worker.begin(), b"key", ANN, now=NOW, expires_at=None)
    late = worker.begin()
    assert worker.find(b"key", NOW) is ANN
    house.forget()
    assert worker.find(b"key", NOW) is None
    worker.keep(late, b"key", ANN, now=NOW, expires_at=None)  # looked up before the end
    assert worker.find(b"key", NOW) is None
