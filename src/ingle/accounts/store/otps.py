"""One-time passwords and their recovery codes."""

from collections.abc import Iterable
from datetime import datetime

from ingle.accounts.model import OneTimePassword
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import one_time_passwords, recovery_codes
from ingle.runtime.db import lock


def find_otp(connection: Connection, user_id: str) -> OneTimePassword | None:
    query = one_time_passwords.select().where(one_time_passwords.c.user_id == user_id)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else OneTimePassword(**row)


def hold_otp(connection: Connection, user_id: str) -> OneTimePassword | None:
    """The same, and nobody else changes it until the transaction ends: of two who come with one code one is late."""
    lock(connection, f"one-time password of {user_id}")
    return find_otp(connection, user_id)


def set_otp(connection: Connection, otp: OneTimePassword) -> None:
    remove_otp(connection, otp.user_id)
    connection.execute(one_time_passwords.insert().values(**vars(otp)))


def move_otp(connection: Connection, user_id: str, *, last_step: int, enabled_at: datetime | None) -> None:
    """A code was used."""
    change = one_time_passwords.update().where(one_time_passwords.c.user_id == user_id)
    connection.execute(change.values(last_step=last_step, enabled_at=enabled_at))


def remove_otp(connection: Connection, user_id: str) -> None:
    """And its recovery codes."""
    connection.execute(one_time_passwords.delete().where(one_time_passwords.c.user_id == user_id))
    connection.execute(recovery_codes.delete().where(recovery_codes.c.user_id == user_id))


def set_recovery_codes(connection: Connection, user_id: str, hashes: Iterable[bytes]) -> None:
    """Instead of those before."""
    connection.execute(recovery_codes.delete().where(recovery_codes.c.user_id == user_id))
    connection.execute(
        recovery_codes.insert(), [{"user_id": user_id, "code_hash": code_hash} for code_hash in hashes]
    )


def count_recovery_codes(connection: Connection, user_id: str) -> int:
    return len(connection.execute(recovery_codes.select().where(recovery_codes.c.user_id == user_id)).all())


def use_recovery_code(connection: Connection, user_id: str, code_hash: bytes) -> bool:
    """Whether it was there; it is not any more."""
    own = recovery_codes.delete().where(
        recovery_codes.c.user_id == user_id, recovery_codes.c.code_hash == code_hash
    )
    return connection.execute(own).rowcount > 0
