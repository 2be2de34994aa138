"""Invites to sign up."""

from collections.abc import Sequence

from ingle.accounts.model import Invite
from ingle.accounts.store.rows import Connection, Row
from ingle.accounts.tables import invites


def add_invite(connection: Connection, invite: Invite, secret_hash: bytes) -> None:
    connection.execute(invites.insert().values(**vars(invite), secret_hash=secret_hash))


def find_invite(connection: Connection, secret_hash: bytes) -> Invite | None:
    query = invites.select().where(invites.c.secret_hash == secret_hash)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _invite(row)


def use_invite(connection: Connection, invite_id: str) -> bool:
    """Whether one use was left."""
    use = invites.update().where(invites.c.id == invite_id, invites.c.uses_left > 0)
    return connection.execute(use.values(uses_left=invites.c.uses_left - 1)).rowcount > 0


def list_invites(connection: Connection) -> Sequence[Invite]:
    """Newest first; those that are used up and too old too, for the log of who was invited."""
    query = invites.select().order_by(invites.c.id.desc())
    return [_invite(row) for row in connection.execute(query).mappings()]


def remove_invite(connection: Connection, invite_id: str) -> bool:
    """Whether there was one."""
    return connection.execute(invites.delete().where(invites.c.id == invite_id)).rowcount > 0


def _invite(row: Row) -> Invite:
    return Invite(row["id"], row["note"], row["uses_left"], row["created_at"], row["expires_at"])
