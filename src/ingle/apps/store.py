"""Reading and writing apps: functions of an open transaction, for `db.read` and `db.write`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ingle.apps.errors import AppNameTakenError
from ingle.apps.model import App, Icon, Seen, Use, Visibility
from ingle.apps.names import APP
from ingle.apps.tables import app_defaults, app_types, app_uses, apps
from ingle.base.ids import is_id
from ingle.base.paging import Page

Connection = sa.Connection
Row = Mapping[Any, Any]

_SHOWN = [column for column in apps.c if column.name not in {"icon", "icon_type", "name_key"}]


def add(connection: Connection, app: App, icon: Icon | None) -> None:
    """Raises AppNameTakenError."""
    try:
        with connection.begin_nested():
            connection.execute(
                apps.insert().values(id=app.id, created_at=app.created_at, **_values(app), **_icon(icon))
            )
    except sa.exc.IntegrityError as error:
        raise AppNameTakenError(app.name) from error
    _set_types(connection, app)


def change(connection: Connection, app: App, icon: Icon | None, *, keep_icon: bool) -> None:
    """Raises AppNameTakenError."""
    values = _values(app) | ({} if keep_icon else _icon(icon))
    try:
        with connection.begin_nested():
            connection.execute(apps.update().where(apps.c.id == app.id).values(**values))
    except sa.exc.IntegrityError as error:
        raise AppNameTakenError(app.name) from error
    connection.execute(app_types.delete().where(app_types.c.app_id == app.id))
    _set_types(connection, app)


def hide_provided(connection: Connection, *, all_but: Collection[str]) -> None:
    """Of the apps that belong to no person and have no origin."""
    provided = sa.and_(apps.c.owner.is_(None), apps.c.origin.is_(None), apps.c.id.not_in(all_but))
    connection.execute(apps.update().where(provided).values(visibility=Visibility.PRIVATE))


def remove(connection: Connection, app_id: str) -> None:
    connection.execute(apps.delete().where(apps.c.id == app_id))


def is_taken(connection: Connection, name: str) -> bool:
    query = sa.select(apps.c.id).where(apps.c.name_key == name.lower())
    return connection.execute(query).first() is not None


def count_of(connection: Connection, owner: str) -> int:
    return connection.execute(sa.select(sa.func.count()).where(apps.c.owner == owner)).scalar_one()


def find(connection: Connection, reference: str, user_id: str) -> Seen | None:
    """By id or name, as this person sees it; whether they may is not asked here."""
    condition = apps.c.id == reference if is_id(reference, APP) else apps.c.name_key == reference.lower()
    row = connection.execute(_seen_by(user_id).where(condition)).mappings().one_or_none()
    return None if row is None else _seen(row)


def find_origin(connection: Connection, origin: str, user_id: str) -> Seen | None:
    row = connection.execute(_seen_by(user_id).where(apps.c.origin == origin)).mappings().one_or_none()
    return None if row is None else _seen(row)


def icon_of(connection: Connection, app_id: str) -> Icon | None:
    row = connection.execute(
        sa.select(apps.c.icon_type, apps.c.icon).where(apps.c.id == app_id)
    ).one_or_none()
    return None if row is None or row[1] is None else Icon(row[0], row[1])


def icons_of(connection: Connection, app_ids: Collection[str]) -> Mapping[str, Icon]:
    """By the apps' ids; who has none is missing."""
    query = sa.select(apps.c.id, apps.c.icon_type, apps.c.icon)
    rows = connection.execute(query.where(apps.c.id.in_(app_ids), apps.c.icon.is_not(None)))
    return {row.id: Icon(row.icon_type, row.icon) for row in rows}


def people_of(connection: Connection, app_id: str, *, skip: int, limit: int) -> Sequence[str]:
    """Ids of those who opened it, in their order."""
    query = sa.select(app_uses.c.user_id).where(app_uses.c.app_id == app_id, app_uses.c.opens > 0)
    return connection.execute(query.order_by(app_uses.c.user_id).offset(skip).limit(limit)).scalars().all()


def all_of(connection: Connection, owner: str) -> list[Seen]:
    return _all(connection, _seen_by(owner).where(apps.c.owner == owner).order_by(apps.c.id))


def owned_by(connection: Connection, owner: str, *, after: str | None, limit: int) -> Page[Seen]:
    return _page(connection, _seen_by(owner).where(apps.c.owner == owner), after, limit)


def listed(connection: Connection, user_id: str, words: str, *, after: str | None, limit: int) -> Page[Seen]:
    """Those that everybody is offered; with words, those whose name, title or description has them all."""
    query = _seen_by(user_id).where(apps.c.visibility == Visibility.LISTED)
    for word in words.lower().split():
        pattern = "%" + word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
        texts = (apps.c.name_key, sa.func.lower(apps.c.title), sa.func.lower(apps.c.description))
        query = query.where(sa.or_(*(text.like(pattern, escape="\\") for text in texts)))
    return _page(connection, query, after, limit)


def recent(connection: Connection, user_id: str, limit: int) -> Sequence[Seen]:
    query = _seen_by(user_id).where(app_uses.c.opened_at.is_not(None))
    return _all(connection, query.order_by(app_uses.c.opened_at.desc()).limit(limit))


def installed(connection: Connection, user_id: str, limit: int) -> Sequence[Seen]:
    query = _seen_by(user_id).where(app_uses.c.installed)
    return _all(connection, query.order_by(apps.c.name_key).limit(limit))


def recommended(connection: Connection, user_id: str, limit: int) -> Sequence[Seen]:
    """Listed apps, those first that most people open."""
    query = _seen_by(user_id).where(apps.c.visibility == Visibility.LISTED)
    return _all(connection, query.order_by(_people().desc(), apps.c.name_key).limit(limit))


def opening(connection: Connection, user_id: str, types: Sequence[str], limit: int) -> Sequence[Seen]:
    """Apps that open one of the types, and that this person owns, has installed, has opened or is offered."""
    mine = sa.or_(
        apps.c.owner == user_id, app_uses.c.user_id.is_not(None), apps.c.visibility == Visibility.LISTED
    )
    found = sa.select(app_types.c.app_id).where(app_types.c.type.in_(types))
    return _all(connection, _seen_by(user_id).where(apps.c.id.in_(found), mine).limit(limit))


def set_installed(connection: Connection, user_id: str, app_id: str, *, to: bool) -> None:
    if not _update_use(connection, user_id, app_id, {"installed": to}) and to:
        connection.execute(app_uses.insert().values(user_id=user_id, app_id=app_id, installed=True, opens=0))


def record_open(connection: Connection, user_id: str, app_id: str, now: datetime) -> None:
    if not _update_use(connection, user_id, app_id, {"opened_at": now, "opens": app_uses.c.opens + 1}):
        values = {"user_id": user_id, "app_id": app_id, "installed": False, "opened_at": now, "opens": 1}
        connection.execute(app_uses.insert().values(**values))


def default_for(connection: Connection, user_id: str, types: Sequence[str]) -> str | None:
    """The app that the person chose for the closest of the types."""
    query = sa.select(app_defaults.c.type, app_defaults.c.app_id).where(
        app_defaults.c.user_id == user_id, app_defaults.c.type.in_(types)
    )
    chosen = {row.type: row.app_id for row in connection.execute(query)}
    return next((chosen[kind] for kind in types if kind in chosen), None)


def set_default(connection: Connection, user_id: str, kind: str, app_id: str | None) -> None:
    ours = sa.and_(app_defaults.c.user_id == user_id, app_defaults.c.type == kind)
    connection.execute(app_defaults.delete().where(ours))
    if app_id is not None:
        connection.execute(app_defaults.insert().values(user_id=user_id, type=kind, app_id=app_id))


# --- rows as values ---------------------------------------------------------------------------------------------------


def _people() -> sa.ScalarSelect[int]:
    opened = app_uses.alias()
    query = sa.select(sa.func.count()).where(opened.c.app_id == apps.c.id, opened.c.opens > 0)
    return query.correlate(apps).scalar_subquery()


def _opens() -> sa.ScalarSelect[int]:
    opened = app_uses.alias()
    query = sa.select(sa.func.coalesce(sa.func.sum(opened.c.opens), 0)).where(opened.c.app_id == apps.c.id)
    return query.correlate(apps).scalar_subquery()


def _seen_by(user_id: str) -> sa.Select[Any]:
    """Apps with what this person has to do with them."""
    joined = apps.outerjoin(app_uses, sa.and_(app_uses.c.app_id == apps.c.id, app_uses.c.user_id == user_id))
    uses = (app_uses.c.installed, app_uses.c.opened_at, app_uses.c.opens)
    mine = apps.c.owner == user_id
    people, opens = (
        sa.case((mine, number())).label(name)
        for name, number in (("people", _people), ("opens_of_all", _opens))
    )
    return sa.select(*_SHOWN, apps.c.icon_type, *uses, people, opens).select_from(joined)


def _page(connection: Connection, query: sa.Select[Any], after: str | None, limit: int) -> Page[Seen]:
    if after is not None:
        query = query.where(apps.c.id > after)
    found = _all(connection, query.order_by(apps.c.id).limit(limit + 1))
    kept = found[:limit]  # one more than the limit was read, to know whether there are more
    return Page(kept, kept[-1].app.id if len(found) > limit else None)


def _all(connection: Connection, query: sa.Select[Any]) -> list[Seen]:
    return [_seen(row) for row in connection.execute(query).mappings()]


def _update_use(connection: Connection, user_id: str, app_id: str, values: dict[str, Any]) -> bool:
    ours = sa.and_(app_uses.c.user_id == user_id, app_uses.c.app_id == app_id)
    return connection.execute(app_uses.update().where(ours).values(**values)).rowcount > 0


def _set_types(connection: Connection, app: App) -> None:
    if app.types:
        connection.execute(app_types.insert(), [{"type": kind, "app_id": app.id} for kind in app.types])


def _values(app: App) -> dict[str, Any]:
    return {
        "owner": app.owner or None,
        "name": app.name,
        "name_key": app.name.lower(),
        "title": app.title,
        "description": app.description,
        "index_url": app.index_url,
        "origin": app.origin or None,
        "visibility": app.visibility,
        "maximize_on_start": app.maximize_on_start,
        "background": app.background,
        "metadata": dict(app.metadata),
        "types": list(app.types),
        "updated_at": app.updated_at,
    }


def _icon(icon: Icon | None) -> dict[str, Any]:
    return {"icon": icon.content if icon else None, "icon_type": icon.type if icon else None}


def _seen(row: Row) -> Seen:
    app = App(
        id=row["id"],
        owner=row["owner"] or "",
        name=row["name"],
        title=row["title"],
        description=row["description"],
        index_url=row["index_url"],
        origin=row["origin"] or "",
        visibility=Visibility(row["visibility"]),
        types=tuple(row["types"]),
        maximize_on_start=row["maximize_on_start"],
        background=row["background"],
        metadata=row["metadata"],
        has_icon=row["icon_type"] is not None,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )
    use = Use(bool(row["installed"]), row["opened_at"], row["opens"] or 0)
    opens = row["opens_of_all"]
    return Seen(app, use, row["people"], None if opens is None else int(opens))
