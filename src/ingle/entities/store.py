"""Reading and writing entities: functions of an open transaction."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ingle.base.paging import Page
from ingle.entities.errors import EntityTakenError
from ingle.entities.model import Collection, Condition, Entity, Field, FieldType, Fill, How, Reach
from ingle.entities.policy import key_of
from ingle.entities.tables import entities, entity_fills, entity_keys
from ingle.runtime.db import lock

Connection = sa.Connection
e, k, f = entities.c, entity_keys.c, entity_fills.c

_COLUMNS = (e.id, e.collection, e.owner, e.app_id, e.value, e.created_at, e.updated_at)
_FIND = sa.select(*_COLUMNS).where(e.collection == sa.bindparam("within"), e.id == sa.bindparam("which"))
_COMPARED: Mapping[How, Callable[[Any, Any], Any]] = {
    How.EQUAL: operator.eq,
    How.LESS: operator.lt,
    How.AT_MOST: operator.le,
    How.MORE: operator.gt,
    How.AT_LEAST: operator.ge,
}


def hold(connection: Connection, owner: str) -> None:
    """Nobody else changes this person's entities until the transaction ends, so that what is unique and what is counted stay true."""
    lock(connection, f"entities of {owner}")


def add(connection: Connection, collection: Collection, entity: Entity, size: int) -> None:
    """Raises EntityTakenError."""
    row = {column.name: getattr(entity, column.name) for column in _COLUMNS}
    _check_keys(connection, collection, entity)
    connection.execute(entities.insert(), {**row, "size": size})
    _add_keys(connection, collection, entity)


def change(connection: Connection, collection: Collection, entity: Entity, size: int) -> int:
    """The size that it had. Raises EntityTakenError."""
    _check_keys(connection, collection, entity)
    before = connection.execute(sa.select(e.size).where(e.id == entity.id)).scalar_one()
    connection.execute(
        entities.update()
        .where(e.id == entity.id)
        .values(value=entity.value, size=size, updated_at=entity.updated_at)
    )
    connection.execute(entity_keys.delete().where(k.entity_id == entity.id))
    _add_keys(connection, collection, entity)
    return int(before)


def remove(connection: Connection, entity_id: str) -> int:
    """The size that it had."""
    before = connection.execute(sa.select(e.size).where(e.id == entity_id)).scalar_one()
    connection.execute(entity_keys.delete().where(k.entity_id == entity_id))
    connection.execute(entities.delete().where(e.id == entity_id))
    return int(before)


def find(connection: Connection, collection: Collection, entity_id: str) -> Entity | None:
    """Whosever it is."""
    row = connection.execute(_FIND, {"within": collection.name, "which": entity_id}).first()
    return None if row is None else _entity(collection, row)


def find_key(
    connection: Connection, collection: Collection, owner: str, field: str, value: Any
) -> str | None:
    """The id of the owner's entity that has this value in a field that is unique."""
    query = sa.select(k.entity_id).where(
        k.collection == collection.name, k.owner == owner, k.field == field, k.key == key_of(value)
    )
    return connection.execute(query).scalar_one_or_none()


def page(
    connection: Connection,
    collection: Collection,
    reach: Reach,
    conditions: Sequence[Condition],
    *,
    own: bool,
    after: str | None,
    limit: int,
    newest: bool,
) -> Page[Entity]:
    """In the order in which they were made; `newest`: the other way round. `own`: also of a shared collection only what is the caller's."""
    query = sa.select(*_COLUMNS).where(*_within(connection, collection, reach, conditions, own=own))
    if after is not None:
        query = query.where(e.id < after if newest else e.id > after)
    query = query.order_by(e.id.desc() if newest else e.id).limit(limit + 1)
    found = [_entity(collection, row) for row in connection.execute(query)]
    kept = found[:limit]  # one more than the limit was read, to know whether there are more
    return Page(kept, kept[-1].id if len(found) > limit else None)


def count(
    connection: Connection,
    collection: Collection,
    reach: Reach,
    conditions: Sequence[Condition],
    *,
    own: bool,
) -> int:
    within = _within(connection, collection, reach, conditions, own=own)
    return connection.execute(sa.select(sa.func.count()).select_from(entities).where(*within)).scalar_one()


def fills(connection: Connection, owner: str) -> Mapping[str, Fill]:
    """How much a person has, by collection."""
    rows = connection.execute(sa.select(f.collection, f.entities, f.size).where(f.owner == owner))
    return {row.collection: Fill(row.entities, int(row.size)) for row in rows}


def move_fill(connection: Connection, owner: str, collection: str, by: Fill) -> None:
    moved = connection.execute(
        entity_fills.update()
        .where(f.owner == owner, f.collection == collection)
        .values(entities=f.entities + by.entities, size=f.size + by.size)
    )
    if moved.rowcount == 0:
        row = {"owner": owner, "collection": collection, "entities": by.entities, "size": by.size}
        connection.execute(entity_fills.insert(), row)


# --- all that a person has, of whatever collection: for their export and their leaving -----------------------------


def collections_of(connection: Connection, owner: str) -> Sequence[str]:
    """Also those of extensions that are gone."""
    query = sa.select(e.collection).where(e.owner == owner).distinct().order_by(e.collection)
    return connection.execute(query).scalars().all()


def rows_of(
    connection: Connection, owner: str, collection: str, *, after: str, limit: int
) -> Sequence[Mapping[str, Any]]:
    """As they are kept, in the order of their ids."""
    query = sa.select(e.id, e.app_id, e.value, e.created_at, e.updated_at)
    query = query.where(e.owner == owner, e.collection == collection, e.id > after)
    return [dict(row) for row in connection.execute(query.order_by(e.id).limit(limit)).mappings()]


def remove_some(connection: Connection, owner: str, limit: int) -> int:
    """Of a person who leaves; how many there were."""
    some = sa.select(e.id).where(e.owner == owner).limit(limit)
    ids = connection.execute(some).scalars().all()
    connection.execute(entity_keys.delete().where(k.entity_id.in_(ids)))
    return connection.execute(entities.delete().where(e.id.in_(ids))).rowcount


def holds(connection: Connection, owner: str) -> bool:
    return connection.execute(sa.select(e.id).where(e.owner == owner).limit(1)).first() is not None


# -------------------------------------------------------------------------------------------------------------------


def _check_keys(connection: Connection, collection: Collection, entity: Entity) -> None:
    """Raises EntityTakenError."""
    for field, value in _keys(collection, entity):
        holder = find_key(connection, collection, entity.owner, field, value)
        if holder not in (None, entity.id):
            raise EntityTakenError(collection.name, field)


def _add_keys(connection: Connection, collection: Collection, entity: Entity) -> None:
    rows = [
        {
            "collection": collection.name,
            "owner": entity.owner,
            "field": field,
            "key": key_of(value),
            "entity_id": entity.id,
        }
        for field, value in _keys(collection, entity)
    ]
    if rows:
        connection.execute(entity_keys.insert(), rows)


def _keys(collection: Collection, entity: Entity) -> Iterable[tuple[str, Any]]:
    """Of fields that are unique and say something."""
    told = ((field.name, entity.value[field.name]) for field in collection.unique)
    return [(name, value) for name, value in told if value is not None]


def _within(
    connection: Connection,
    collection: Collection,
    reach: Reach,
    conditions: Sequence[Condition],
    *,
    own: bool,
) -> list[sa.ColumnElement[bool]]:
    narrowed = [e.collection == collection.name]
    if own or not collection.shared:
        narrowed.append(e.owner == reach.user_id)
        narrowed += [e.app_id == reach.app_id] if reach.app_id else []
    return [*narrowed, *(_holds(connection, condition) for condition in conditions)]


def _holds(connection: Connection, condition: Condition) -> sa.ColumnElement[bool]:
    """Nothing is compared that is not of the field's type: what was kept under an older declaration is passed over, never an error."""
    field, how, value = condition
    at = e.value[field.name]
    sqlite = connection.dialect.name == "sqlite"
    compared: Any
    if value is None:
        compared = at.as_string().is_(None)
    elif field.type is FieldType.FLAG:
        compared = at.as_boolean() == value if sqlite else at.as_string() == ("true" if value else "false")
    elif field.type in (FieldType.INTEGER, FieldType.NUMBER):
        compared = _COMPARED[how](_number(field, sqlite=sqlite), value)
    elif how is How.STARTS:
        compared = sa.func.substr(at.as_string(), 1, len(value)) == value
    else:
        compared = _COMPARED[how](at.as_string(), value)
    held: sa.ColumnElement[bool] = compared
    return held


def _number(field: Field, *, sqlite: bool) -> sa.Case[Any]:
    """Of what is no number nothing."""
    at = e.value[field.name]
    type_ = sa.func.json_type(e.value, f"$.{field.name}") if sqlite else sa.func.json_typeof(at)
    return sa.case((type_.in_(("integer", "real", "number")), at.as_float()))


def _entity(collection: Collection, row: Any) -> Entity:
    """With the fields that are declared now: others are not told, and those that are newer have their default."""
    kept = row.value
    value = {field.name: kept.get(field.name, field.default) for field in collection.fields}
    return Entity(row.id, row.collection, row.owner, row.app_id, value, row.created_at, row.updated_at)
