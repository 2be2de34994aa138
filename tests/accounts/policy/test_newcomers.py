"""Who may sign up, and as what."""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import count, islice

import pytest

from ingle.accounts.errors import EmailInvalidError, NameReservedError, SignUpClosedError
from ingle.accounts.model import Invite
from ingle.accounts.policy import (
    PUZZLE_BITS,
    check_email,
    check_invite,
    check_name,
    check_newcomers_name,
    check_sign_up,
    is_solved,
    may_invite,
    names_like,
)
from ingle.accounts.settings import SignUp
from ingle.base.errors import InvalidError

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mode", "invited", "allowed"),
    [
        ("open", False, True),
        ("open", True, True),
        ("invite_only", False, False),
        ("invite_only", True, True),
        ("closed", False, False),
        ("closed", True, False),
    ],
)
def test_who_may_sign_up(mode: SignUp, invited: bool, allowed: bool) -> None:
    if allowed:
        check_sign_up(mode, invited=invited)
    else:
        with pytest.raises(SignUpClosedError):
            check_sign_up(mode, invited=invited)


@pytest.mark.parametrize("name", ["admin", "ROOT", "Postmaster", "guest-x7k2m", "Guest-1"])
def test_some_names_are_the_houses_own(name: str) -> None:
    with pytest.raises(NameReservedError):
        check_newcomers_name(name)


@pytest.mark.parametrize("address", ["ann@example.org", " ann+x@localhost ", "änn@exämple.org", "a.b@x.y.z"])
def test_addresses_that_may_be_somebodys(address: str) -> None:
    assert check_email(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "@example.org",
        "ann@",
        "a@b@c",
        "a b@c",
        "ann@example.org\nBcc: all@example.org",
        "ann@a,bob@b",
        "<ann@example.org>",
        "ann@example..org",
        "a@" + "x" * 255,
        "a\x00@example.org",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(EmailInvalidError):
        check_email(address)


@pytest.mark.parametrize(
    ("uses_left", "expires_in", "good"), [(1, None, True), (0, None, False), (1, 1, True), (1, 0, False)]
)
def test_which_invites_are_good(uses_left: int, expires_in: int | None, good: bool) -> None:
    expires_at = None if expires_in is None else NOW + timedelta(seconds=expires_in)
    assert may_invite(Invite("inv_1", "", uses_left, NOW, expires_at), NOW) is good
    assert not may_invite(None, NOW)


def test_invites_have_bounds() -> None:
    check_invite(1, None)
    for uses, life in ((0, None), (1_000_000, None), (1, timedelta(0)), (1, timedelta(days=10_000))):
        with pytest.raises(InvalidError):
            check_invite(uses, life)


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        ("ann", ["ann", "ann2", "ann3"]),
        ("Ann.Lee@example.org", ["Ann.Lee", "Ann.Lee2", "Ann.Lee3"]),
        ("admin", ["admin2", "admin3", "admin4"]),
        ("guest-1", ["guest-12", "guest-13", "guest-14"]),
        ("7 ☃", ["user2", "user3", "user4"]),
        ("x" * 60, ["x" * 24, "x" * 24 + "2", "x" * 24 + "3"]),
    ],
)
def test_names_like_a_wished_one_are_names(wish: str, first: list[str]) -> None:
    found = list(islice(names_like(wish), 3))
    for name in found:
        check_name(name)
    assert found == first


def test_a_puzzle_costs_work_and_is_solved_by_it() -> None:
    def zeros(number: int) -> bool:
        digest = hashlib.sha256(f"challenge:{number}".encode()).hexdigest()
        return int(digest, 16) < 2 ** (256 - PUZZLE_BITS)

    answer = next(number for number in count() if zeros(number))
    assert is_solved("challenge", str(answer))
    assert not is_solved("challenge", str(answer + 1)) or zeros(answer + 1)
