"""One-time codes by time (RFC 6238: six digits, SHA-1, 30 seconds, as every authenticator app has them): pure decisions."""

import hmac
from datetime import datetime

import pyotp

PERIOD = 30  # seconds
RECOVERY_CODES = 10
_DRIFT = 1  # how many steps a phone's clock may be off


def new_step(secret: str, code: str, *, now: datetime, last_step: int) -> int | None:
    """The step that the code belongs to, if it is a right one now and newer than the last one that was used; else None."""
    typed = "".join(code.split())
    present = int(now.timestamp()) // PERIOD
    totp = pyotp.TOTP(secret, interval=PERIOD)
    for step in range(present - _DRIFT, present + _DRIFT + 1):
        if step > last_step and hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def otp_url(secret: str, *, name: str, issuer: str) -> str:
    """What a QR code tells an authenticator app (otpauth://, github.com/google/google-authenticator/wiki/Key-Uri-Format)."""
    return pyotp.TOTP(secret, interval=PERIOD).provisioning_uri(name=name, issuer_name=issuer)
