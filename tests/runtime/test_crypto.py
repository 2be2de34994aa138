"""Passwords and secrets."""

import itertools
import os
import re

from argon2 import PasswordHasher

from ingle.runtime.crypto import Argon2Passwords, hash_secret, make_password, make_secret


async def test_a_password_is_known_again_and_another_is_not() -> None:
    passwords = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    hashed = await passwords.hash("correct horse")
    assert hashed.startswith("$argon2id$")
    assert await passwords.verify(hashed, "correct horse")
    assert not await passwords.verify(hashed, "correct horsf")
    assert not await passwords.verify("no hash at all", "correct horse")


async def test_nobody_is_verified_like_somebody() -> None:
    class Counting(PasswordHasher):
        verified = 0

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002 - the library's name
            Counting.verified += 1
            return super().verify(hash, password)

    passwords = Argon2Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1))
    assert not await passwords.verify(None, "nobody has this password")
    assert Counting.verified == 1


def test_the_defaults_are_worth_an_attackers_time() -> None:
    hasher = PasswordHasher()
    assert hasher.memory_cost >= 65536
    assert hasher.time_cost >= 3


def test_secrets_are_long_and_fit_in_a_header() -> None:
    secrets = {make_secret(os.urandom) for _ in range(100)}
    assert len(secrets) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in secrets)
    assert len(hash_secret("x")) == 32


def test_a_made_password_can_be_copied_by_hand() -> None:
    assert re.fullmatch(r"([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}", make_password(os.urandom))


def test_every_character_of_a_password_is_as_likely_as_any_other() -> None:
    bytes_ = itertools.cycle(range(256))
    counts: dict[str, int] = {}
    for _ in range(31 * 8 * 256 // 20 // 4):
        for character in make_password(lambda n: bytes(itertools.islice(bytes_, n))).replace("-", ""):
            counts[character] = counts.get(character, 0) + 1
    assert len(counts) == 31
    assert max(counts.values()) - min(counts.values()) <= max(counts.values()) * 0.2
