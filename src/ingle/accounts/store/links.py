"""Public links: the secrets by which somebody unknown has what was granted to a link."""

from datetime import datetime

import sqlalchemy as sa

from ingle.accounts.model import Grant, HolderKind, Link
from ingle.accounts.store.forgetting import forget_holder
from ingle.accounts.store.grants import grants_on
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import links


def add_link(connection: Connection, link: Link) -> None:
    connection.execute(links.insert().values(**vars(link)))


def find_link_by_secret(connection: Connection, secret_hash: bytes) -> Link | None:
    found = links.select().where(links.c.secret_hash == secret_hash)
    row = connection.execute(found).mappings().one_or_none()
    return None if row is None else Link(**row)


def links_on(connection: Connection, kind: str, object_id: str) -> list[tuple[Link, Grant]]:
    there = [
        grant for grant in grants_on(connection, kind, [object_id]) if grant.holder.kind is HolderKind.LINK
    ]
    found = links.select().where(links.c.id.in_([grant.holder.id for grant in there]))
    by_id = {row["id"]: Link(**row) for row in connection.execute(found).mappings()}
    return [(by_id[grant.holder.id], grant) for grant in there if grant.holder.id in by_id]


def end_link(connection: Connection, link_id: str, expires_at: datetime | None) -> None:
    """When it ends; None: when it is revoked."""
    connection.execute(sa.update(links).where(links.c.id == link_id).values(expires_at=expires_at))


def remove_link(connection: Connection, link_id: str) -> None:
    forget_holder(connection, HolderKind.LINK, link_id)
    connection.execute(links.delete().where(links.c.id == link_id))
