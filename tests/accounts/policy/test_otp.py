"""Which one-time codes are right."""

from datetime import UTC, datetime, timedelta

import pytest

from ingle.accounts.policy.otp import new_step, otp_url

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238's own


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B, the last six of its eight digits."""
    now = datetime.fromtimestamp(seconds, UTC)
    assert new_step(SECRET, code, now=now, last_step=0) == seconds // 30


@pytest.mark.parametrize(("late", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_off_a_little(late: int, right: bool) -> None:
    now = datetime.fromtimestamp(1234567890, UTC) + timedelta(seconds=late)
    assert (new_step(SECRET, "005 924", now=now, last_step=0) is not None) is right


def test_a_code_is_good_once() -> None:
    now = datetime.fromtimestamp(1234567890, UTC)
    step = new_step(SECRET, "005924", now=now, last_step=0)
    assert step is not None
    assert new_step(SECRET, "005924", now=now, last_step=step) is None
    for wrong in ("", "005925", "٠٠٥٩٢٤", "5924"):
        assert new_step(SECRET, wrong, now=now, last_step=0) is None


def test_what_an_app_is_told() -> None:
    url = otp_url(SECRET, name="ann", issuer="Ingle")
    assert url.startswith("otpauth://totp/Ingle:ann?secret=")
