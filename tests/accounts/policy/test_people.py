"""Decisions about people, as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from ingle.accounts import policy
from ingle.accounts.errors import NameInvalidError, ScopeNotYoursError, ScopeUnknownError
from ingle.accounts.model import Session
from ingle.edge.capability import Scope

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SCOPES = (Scope("things:read", ""), Scope("house:rule", "", admin=True))


@pytest.mark.parametrize("name", ["a", "Ann", "ann.lee-2_x", "x" * 32])
def test_names_that_are_fine(name: str) -> None:
    policy.check_name(name)


@pytest.mark.parametrize("name", ["", "1ann", "-ann", ".ann", "ann.", "an n", "änn", "ann\n", "x" * 33])
def test_names_that_are_not(name: str) -> None:
    with pytest.raises(NameInvalidError):
        policy.check_name(name)


def test_only_admins_have_admins_scopes() -> None:
    assert policy.user_scopes(SCOPES, admin=True) == {"things:read", "house:rule"}
    assert policy.user_scopes(SCOPES, admin=False) == {"things:read"}


def test_a_grant_is_sorted_known_and_held() -> None:
    known = {"a", "b", "c"}
    assert policy.grant(["b", "a", "b"], known=known, held={"a", "b"}) == ("a", "b")
    with pytest.raises(ScopeUnknownError):
        policy.grant(["z"], known=known, held=known)
    with pytest.raises(ScopeNotYoursError):
        policy.grant(["c"], known=known, held={"a"})


@pytest.mark.parametrize(("age", "touch"), [(timedelta(minutes=59), False), (timedelta(hours=1), True)])
def test_the_use_of_a_session_is_written_hourly(age: timedelta, touch: bool) -> None:
    session = Session("ses_1", "usr_1", b"", NOW, NOW - age, NOW + timedelta(days=1))
    assert policy.should_touch(session, NOW) is touch


def test_things_are_over_at_their_end() -> None:
    assert policy.is_over(NOW, NOW)
    assert not policy.is_over(NOW + timedelta(seconds=1), NOW)
    assert not policy.is_over(None, NOW)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("local", "local"),
    ],
)
def test_failed_logins_are_counted_by_who_has_the_addresses(address: str, key: str) -> None:
    assert policy.address_key(address) == key
