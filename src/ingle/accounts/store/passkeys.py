"""Passkeys."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ingle.accounts.errors import PasskeyRefusedError
from ingle.accounts.model import Passkey
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import passkeys


def add_passkey(connection: Connection, passkey: Passkey) -> None:
    """Raises PasskeyRefusedError when somebody has it already."""
    try:
        connection.execute(passkeys.insert().values(**vars(passkey)))
    except sa.exc.IntegrityError as error:
        raise PasskeyRefusedError("this passkey is registered already") from error


def find_passkey(connection: Connection, credential_id: bytes) -> Passkey | None:
    query = passkeys.select().where(passkeys.c.credential_id == credential_id)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Passkey(**row)


def list_passkeys(connection: Connection, user_id: str) -> Sequence[Passkey]:
    query = passkeys.select().where(passkeys.c.user_id == user_id).order_by(passkeys.c.id)
    return [Passkey(**row) for row in connection.execute(query).mappings()]


def use_passkey(connection: Connection, passkey_id: str, *, sign_count: int, used_at: datetime) -> None:
    use = passkeys.update().where(passkeys.c.id == passkey_id)
    connection.execute(use.values(sign_count=sign_count, used_at=used_at))


def rename_passkey(connection: Connection, user_id: str, passkey_id: str, name: str) -> bool:
    """Whether there is one."""
    own = sa.and_(passkeys.c.user_id == user_id, passkeys.c.id == passkey_id)
    return connection.execute(passkeys.update().where(own).values(name=name)).rowcount > 0


def remove_passkey(connection: Connection, user_id: str, passkey_id: str) -> bool:
    """Whether there was one."""
    own = sa.and_(passkeys.c.user_id == user_id, passkeys.c.id == passkey_id)
    return connection.execute(passkeys.delete().where(own)).rowcount > 0
