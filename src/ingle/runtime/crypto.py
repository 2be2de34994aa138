"""Passwords and secrets: how they are made and in what form they are kept.

Passwords are few and weak, so they are kept as Argon2id hashes (RFC 9106's second recommended parameters, argon2-cffi's defaults: 64 MiB, 3 passes).
Secrets of sessions and tokens are 256 random bits, so one SHA-256 is enough and can be looked up.
"""

import base64
import hashlib
from collections.abc import Callable
from typing import Protocol

import anyio
from anyio import to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

RandomBytes = Callable[[int], bytes]

_AT_ONCE = 2  # hashing takes 64 MiB and a core each
_PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - characters that are not mistaken for one another


class Passwords(Protocol):
    async def hash(self, password: str) -> str: ...

    async def verify(self, hashed: str | None, password: str) -> bool:
        """Whether it is the password. Takes the same time for None (nobody by that name) as for a wrong password."""
        ...


class Argon2Passwords:
    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._limiter = anyio.CapacityLimiter(_AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        return await to_thread.run_sync(self._hasher.hash, password, limiter=self._limiter)

    async def verify(self, hashed: str | None, password: str) -> bool:
        return await to_thread.run_sync(self._verify, hashed, password, limiter=self._limiter)

    def _verify(self, hashed: str | None, password: str) -> bool:
        try:
            self._hasher.verify(hashed or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return hashed is not None


def make_secret(random: RandomBytes) -> str:
    """256 bits as 43 characters that fit in a header and a cookie."""
    return base64.urlsafe_b64encode(random(32)).rstrip(b"=").decode()


def hash_secret(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def make_password(random: RandomBytes) -> str:
    """A password that a person can copy from a screen: `k7m3p-x2vbq-9htnc-w4rfd`, 99 bits."""
    size = len(_PASSWORD_ALPHABET)
    letters: list[str] = []
    while len(letters) < 20:
        letters += [_PASSWORD_ALPHABET[byte % size] for byte in random(20) if byte < 256 - 256 % size]
    return "-".join("".join(letters[start : start + 5]) for start in range(0, 20, 5))
