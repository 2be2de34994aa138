"""What is dear on purpose, at a price for tests."""

from argon2 import PasswordHasher

from ingle.runtime.crypto import Argon2Passwords


def cheap_passwords() -> Argon2Passwords:
    """Hashes in less than a millisecond; those of daemons take a tenth of a second each."""
    return Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
