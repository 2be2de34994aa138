"""Reading and writing sites: functions of an open transaction, for `db.read` and `db.write`."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from ingle.base.ids import is_id
from ingle.base.paging import Page
from ingle.sites.errors import SiteTakenError
from ingle.sites.model import Site
from ingle.sites.names import SITE
from ingle.sites.tables import sites

Connection = sa.Connection

_BY_NAME = sa.select(sites).where(sites.c.name == sa.bindparam("key"))
_BY_DOMAIN = sa.select(sites).where(sites.c.domain == sa.bindparam("key"))
_BY_ID = sa.select(sites).where(sites.c.id == sa.bindparam("key"))


def add(connection: Connection, site: Site) -> None:
    """Raises SiteTakenError."""
    _write(connection, site, sites.insert().values(_values(site)))


def change(connection: Connection, site: Site) -> None:
    """Raises SiteTakenError."""
    _write(connection, site, sites.update().where(sites.c.id == site.id).values(_values(site)))


def remove(connection: Connection, site_id: str) -> None:
    connection.execute(sites.delete().where(sites.c.id == site_id))


def find(connection: Connection, reference: str) -> Site | None:
    """By id or name."""
    return _one(connection, _BY_ID if is_id(reference, SITE) else _BY_NAME, reference.lower())


def find_name(connection: Connection, name: str) -> Site | None:
    return _one(connection, _BY_NAME, name)


def find_domain(connection: Connection, domain: str) -> Site | None:
    return _one(connection, _BY_DOMAIN, domain)


def domains(connection: Connection) -> frozenset[str]:
    """All host names that sites have of their own."""
    query = sa.select(sites.c.domain).where(sites.c.domain.is_not(None))
    return frozenset(connection.execute(query).scalars())


def count_of(connection: Connection, owner: str, app_id: str = "") -> int:
    """Of a person; with `app_id` those of an app only."""
    query = sa.select(sa.func.count()).where(sites.c.owner == owner)
    if app_id:
        query = query.where(sites.c.app_id == app_id)
    return connection.execute(query).scalar_one()


def owned_by(
    connection: Connection,
    owner: str,
    *,
    app_id: str = "",
    directories: Collection[str] | None = None,
    after: str | None = None,
    limit: int,
) -> Page[Site]:
    """Of a person, in the order of their ids; with `app_id` those of an app only, with `directories` those that show one of them."""
    query = sa.select(sites).where(sites.c.owner == owner)
    if app_id:
        query = query.where(sites.c.app_id == app_id)
    if directories is not None:
        query = query.where(sites.c.directory.in_(directories))
    if after is not None:
        query = query.where(sites.c.id > after)
    found = [_site(row) for row in connection.execute(query.order_by(sites.c.id).limit(limit + 1))]
    kept = found[:limit]  # one more than the limit was read, to know whether there are more
    return Page(kept, kept[-1].id if len(found) > limit else None)


def all_of(connection: Connection, owner: str) -> Sequence[Site]:
    return [_site(row) for row in connection.execute(sa.select(sites).where(sites.c.owner == owner))]


def _one(connection: Connection, query: sa.Select[Any], key: str) -> Site | None:
    row = connection.execute(query, {"key": key}).first()
    return None if row is None else _site(row)


def _write(connection: Connection, site: Site, statement: sa.Insert | sa.Update) -> None:
    try:
        with connection.begin_nested():
            connection.execute(statement)
    except sa.exc.IntegrityError as error:
        there = find_name(connection, site.name)
        if there is not None and there.id != site.id:
            raise SiteTakenError("name", site.name) from error
        raise SiteTakenError("domain", site.domain) from error


def _values(site: Site) -> dict[str, Any]:
    return {column.name: getattr(site, column.name) for column in sites.c} | {"domain": site.domain or None}


def _site(row: sa.Row[Any]) -> Site:
    return Site(
        id=row.id,
        owner=row.owner,
        name=row.name,
        directory=row.directory,
        created_at=row.created_at,
        updated_at=row.updated_at,
        domain=row.domain or "",
        private=row.private,
        fallback=row.fallback,
        app_id=row.app_id,
    )
