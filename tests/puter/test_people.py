"""People in the contract's shapes."""

from datetime import UTC, datetime, timedelta

import pytest

from ingle.accounts import User
from ingle.puter.people import age, entered, whoami, whoami_to_app

NOW = datetime(2026, 11, 26, tzinfo=UTC)
ANN = User("usr_1", "ann", False, NOW - timedelta(days=40), "hash", email="ann@example.org")


@pytest.mark.parametrize(
    ("days", "told"), [(0, "today"), (1, "1 day"), (29, "29 days"), (40, "1 month"), (800, "2 years")]
)
def test_age(days: int, told: str) -> None:
    assert age(timedelta(days=days)) == told


def test_a_login_tells_who_has_come_in() -> None:
    told = entered(ANN)
    assert (told["username"], told["uuid"], told["is_temp"]) == ("ann", "usr_1", False)


def test_an_app_is_told_little() -> None:
    told = whoami_to_app(ANN, "app_1", with_email=False)
    assert told["app_name"] == "app_1"
    assert "email" not in told
    assert "directories" not in told
    assert whoami_to_app(ANN, "app_1", with_email=True)["email"] == "ann@example.org"


def test_the_person_is_told_everything() -> None:
    told = whoami(ANN, otp=True, directories={"/ann/Desktop": "uid"}, now=NOW)
    assert (told["email"], told["unconfirmed_email"]) == ("ann@example.org", "ann@example.org")
    assert told["directories"] == {"/ann/Desktop": "uid"}
    assert (told["otp"], told["human_readable_age"]) == (True, "1 month")
