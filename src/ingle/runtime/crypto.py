"""Passwords and secrets: how they are made and in what form they are kept.

Passwords are few and weak, so they are kept as Argon2id hashes (RFC 9106's second recommended parameters, argon2-cffi's defaults: 64 MiB, 3 passes).
Hashes of bcrypt, which other systems keep, are understood, so that people can be taken over from there; they are old, and made anew at the next login.
Secrets of sessions and tokens are 256 random bits, so one SHA-256 is enough and can be looked up.
"""

import base64
import hashlib
from collections.abc import Callable
from typing import Protocol

import anyio
import bcrypt
from anyio import to_thread
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

RandomBytes = Callable[[int], bytes]

_BCRYPT = ("$2a$", "$2b$", "$2y$")
_BCRYPT_READS = 72  # bytes of a password; it never looked at more, and now refuses them
_AT_ONCE = 2  # hashing takes 64 MiB and a core each
_PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - characters that are not mistaken for one another


class Passwords(Protocol):
    async def hash(self, password: str) -> str: ...

    async def verify(self, hashed: str | None, password: str) -> bool:
        """Whether it is the password. Takes the same time for None or "" (nobody by that name, no password) as for a wrong password."""
        ...

    def is_old(self, hashed: str) -> bool:
        """Whether the hash should be made anew now that the password is known."""
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
        if hashed and hashed.startswith(_BCRYPT):
            return _verify_bcrypt(hashed, password)
        try:
            self._hasher.verify(hashed or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(hashed)

    def is_old(self, hashed: str) -> bool:
        return hashed.startswith(_BCRYPT) or self._hasher.check_needs_rehash(hashed)


def is_password_hash(hashed: str) -> bool:
    """Whether passwords can be verified by it: Argon2 or bcrypt."""
    try:
        if hashed.startswith(_BCRYPT):
            bcrypt.checkpw(b"", hashed.encode())
        else:
            extract_parameters(hashed)
    except (ValueError, InvalidHashError):
        return False
    return True


def _verify_bcrypt(hashed: str, password: str) -> bool:
    try:
        return bcrypt.checkpw(password.encode()[:_BCRYPT_READS], hashed.encode())
    except ValueError:  # no such hash, or a password with a NUL, which bcrypt cannot have
        return False


def make_secret(random: RandomBytes) -> str:
    """256 bits as 43 characters that fit in a header and a cookie."""
    return base64.urlsafe_b64encode(random(32)).rstrip(b"=").decode()


def hash_secret(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def make_password(random: RandomBytes) -> str:
    """A password that a person can copy from a screen: `k7m3p-x2vbq-9htnc-w4rfd`, 99 bits."""
    return make_code(random, groups=4)


def make_code(random: RandomBytes, *, groups: int) -> str:
    """Groups of five letters and digits, 24.7 bits each."""
    size, count = len(_PASSWORD_ALPHABET), 5 * groups
    letters: list[str] = []
    while len(letters) < count:
        letters += [_PASSWORD_ALPHABET[byte % size] for byte in random(count) if byte < 256 - 256 % size]
    return "-".join("".join(letters[start : start + 5]) for start in range(0, count, 5))


def plain_code(typed: str) -> str:
    """A code as it was made, of what a person typed."""
    letters = "".join(letter for letter in typed.lower() if letter.isalnum())
    return "-".join(letters[start : start + 5] for start in range(0, len(letters), 5))
