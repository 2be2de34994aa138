"""The rows of generations and of the layers of disks: functions over a connection, each call inside somebody's transaction.

What is still needed is worked out from the rows that refer to it, not counted: a count that a crash leaves wrong would never come right again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from ingle.machines.model import DiskLayer, Generation, Kind, Launch, MachineRequest, Workload
from ingle.machines.names import GenerationId, LayerId, MachineId
from ingle.machines.tables import generations, layers, machines
from ingle.runtime.db import hold_moment

_g = generations.c


class _Facts(msgspec.Struct, frozen=True):
    machine_name: str
    request: MachineRequest
    launch: Launch
    has_memory: bool
    fingerprint: str
    size_bytes: int
    boot: int
    workload: Workload
    kernel: str
    parent: str | None


# --- layers -----------------------------------------------------------------------------------------------------------


def add_layer(connection: sa.Connection, layer: DiskLayer) -> None:
    connection.execute(
        layers.insert().values(
            id=layer.id, format=layer.format, parent_id=layer.parent, created_at=layer.created_at
        )
    )


def chain(connection: sa.Connection, layer: LayerId) -> Sequence[DiskLayer]:
    """The layer and all that it stands on, newest first. Empty when it is not known."""
    found: list[DiskLayer] = []
    wanted: str | None = layer
    while wanted is not None:
        row = connection.execute(sa.select(layers).where(layers.c.id == wanted)).one_or_none()
        if row is None:
            return []
        found.append(_layer(row))
        wanted = row.parent_id
    return found


def layers_by_id(connection: sa.Connection) -> dict[LayerId, DiskLayer]:
    """All of everybody's."""
    found = [_layer(row) for row in connection.execute(sa.select(layers))]
    return {layer.id: layer for layer in found}


def tops(connection: sa.Connection) -> frozenset[LayerId]:
    """The newest layers: of machines, and of generations."""
    own = sa.select(machines.c.layer_id).where(machines.c.layer_id.is_not(None))
    return frozenset(connection.execute(sa.union(own, sa.select(_g.layer_id))).scalars())


def stand_on(connection: sa.Connection, layer: LayerId, parent: LayerId) -> None:
    """The layer needs only this one, and what that stands on."""
    connection.execute(layers.update().where(layers.c.id == layer).values(parent_id=parent))


# --- generations ------------------------------------------------------------------------------------------------------


def insert(connection: sa.Connection, generation: Generation) -> None:
    """Raises sqlalchemy.exc.IntegrityError when the owner has a snapshot of this name, or the template is there already."""
    facts = _Facts(
        machine_name=generation.machine_name,
        request=generation.request,
        launch=generation.launch,
        has_memory=generation.has_memory,
        fingerprint=generation.fingerprint,
        size_bytes=generation.size_bytes,
        boot=generation.boot,
        workload=generation.workload,
        kernel=generation.kernel,
        parent=generation.parent,
    )
    connection.execute(
        generations.insert().values(
            id=generation.id,
            kind=generation.kind.value,
            owner=generation.owner,
            name=generation.name or None,
            key=generation.key or None,
            created_at=generation.created_at,
            used_at=generation.created_at,
            machine_id=generation.machine_id,
            image_id=generation.image_id,
            layer_id=generation.layer,
            base_id=generation.base,
            facts=_plain(facts),
        )
    )


def _plain(facts: _Facts) -> dict[str, Any]:
    """As JSON's types; text that is not UTF-8 stays as it is, which msgspec's own encoder would refuse."""
    return {
        field: asdict(value) if hasattr(value, "__dataclass_fields__") else value
        for field, value in ((name, getattr(facts, name)) for name in _Facts.__struct_fields__)
    }


def get(connection: sa.Connection, generation: GenerationId) -> Generation | None:
    return _one(connection, _g.id == generation)


def template(connection: sa.Connection, key: str, now: datetime) -> Generation | None:
    """The template of this key; it counts as used now."""
    found = _one(connection, _g.key == key)
    if found is not None:
        connection.execute(generations.update().where(_g.id == found.id).values(used_at=now))
    return found


def templates(connection: sa.Connection) -> Sequence[Generation]:
    """Every template, the most recently used first."""
    query = (
        sa.select(generations).where(_g.kind == Kind.TEMPLATE.value).order_by(_g.used_at.desc(), _g.id.desc())
    )
    return [_generation(row) for row in connection.execute(query)]


def template_uses(connection: sa.Connection) -> dict[GenerationId, datetime]:
    """When a create last began as each of them."""
    rows = connection.execute(sa.select(_g.id, _g.used_at).where(_g.kind == Kind.TEMPLATE.value))
    return {GenerationId(row.id): row.used_at for row in rows}


def succeed(connection: sa.Connection, old: GenerationId, fresh: Generation) -> None:
    """A template takes the place of another, and is as long unused. Raises sqlalchemy.exc.IntegrityError when there is one of its key already."""
    used_at = sa.select(_g.used_at).where(_g.id == old).scalar_subquery()
    insert(connection, fresh)
    connection.execute(
        generations.update()
        .where(_g.id == fresh.id)
        .values(used_at=sa.func.coalesce(used_at, fresh.created_at))
    )
    let_go(connection, [old])


def find_snapshot(connection: sa.Connection, owner: str, reference: str) -> Generation | None:
    """The owner's snapshot of this id or name."""
    return _one(
        connection,
        sa.and_(
            _g.owner == owner,
            _g.kind == Kind.SNAPSHOT.value,
            sa.or_(_g.id == reference, _g.name == reference),
        ),
    )


def snapshots(connection: sa.Connection, owner: str) -> Sequence[Generation]:
    """The owner's, oldest first."""
    query = sa.select(generations).where(_g.owner == owner, _g.kind == Kind.SNAPSHOT.value).order_by(_g.id)
    return [_generation(row) for row in connection.execute(query)]


def kinds(connection: sa.Connection) -> dict[GenerationId, Kind]:
    """Of every generation of everybody."""
    rows = connection.execute(sa.select(_g.id, _g.kind))
    return {GenerationId(row.id): Kind(row.kind) for row in rows}


def let_go_templates_of(connection: sa.Connection, image: str) -> int:
    """How many there were. See `let_go`."""
    return _let_go(connection, sa.and_(_g.image_id == image, _g.kind == Kind.TEMPLATE.value))


def names_on_image(connection: sa.Connection, image: str) -> Sequence[str]:
    """Of the snapshots whose disks lie over this image."""
    query = sa.select(_g.name).where(_g.image_id == image, _g.name.is_not(None)).order_by(_g.name)
    return list(connection.execute(query).scalars())


def deltas(connection: sa.Connection) -> Sequence[Generation]:
    """Those whose memory is to be laid over another's, oldest first."""
    query = sa.select(generations).where(_g.base_id.is_not(None)).order_by(_g.id)
    return [_generation(row) for row in connection.execute(query)]


def become_flat(connection: sa.Connection, generation: GenerationId) -> None:
    """Its memory has been laid over its base's."""
    connection.execute(generations.update().where(_g.id == generation).values(base_id=None))


def let_go(connection: sa.Connection, found: Iterable[GenerationId]) -> None:
    """They are nobody's snapshots and templates any more. What began as them goes on, and may have its memory over theirs: so they stay, without name and
    key, until `collect` finds that nothing refers to them. A row deleted at once would have its files swept under those who need them."""
    _let_go(connection, _g.id.in_(list(found)))


def let_go_snapshot(connection: sa.Connection, snapshot: GenerationId) -> bool:
    """Whether it still was one. See `let_go`."""
    return _let_go(connection, sa.and_(_g.id == snapshot, _g.kind == Kind.SNAPSHOT.value)) == 1


def _let_go(connection: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    gone = generations.update().where(which).values(kind=Kind.FORK.value, name=None, key=None)
    return connection.execute(gone).rowcount


# --- what is needed ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Needless:
    """What nothing refers to any more."""

    generations: Sequence[GenerationId]
    layers: Sequence[DiskLayer]


def collect(connection: sa.Connection, pinned: frozenset[str]) -> Needless:
    """Delete the rows that nobody needs, and say which they were. `pinned`: what is being made or used this moment. One at a time.

    A transaction of its own: of two moments, what came to be between them would be needed by nobody."""
    hold_moment(connection)
    held = _held_generations(connection, pinned)
    gone = [id_ for id_ in _all_bases(connection) if id_ not in held]
    connection.execute(generations.delete().where(_g.id.in_(gone)))
    kept = _held_layers(connection, pinned)
    needless = [_layer(row) for row in connection.execute(sa.select(layers)) if row.id not in kept]
    connection.execute(layers.delete().where(layers.c.id.in_([layer.id for layer in needless])))
    return Needless(gone, needless)


def known(connection: sa.Connection) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of all generations, and of all layers."""
    return (
        frozenset(connection.execute(sa.select(_g.id)).scalars()),
        frozenset(connection.execute(sa.select(layers.c.id)).scalars()),
    )


def _all_bases(connection: sa.Connection) -> Mapping[GenerationId, GenerationId | None]:
    rows = connection.execute(sa.select(_g.id, _g.base_id))
    return {GenerationId(row.id): row.base_id for row in rows}


def _held_generations(connection: sa.Connection, pinned: frozenset[str]) -> frozenset[str]:
    bases = _all_bases(connection)
    lasting = sa.select(_g.id).where(_g.kind.in_([Kind.SNAPSHOT.value, Kind.TEMPLATE.value]))
    held = {*connection.execute(lasting).scalars(), *pinned}
    for column in (machines.c.asleep_in, machines.c.base_id):
        held.update(connection.execute(sa.select(column).where(column.is_not(None))).scalars())
    return _closure(held, bases)


def _held_layers(connection: sa.Connection, pinned: frozenset[str]) -> frozenset[str]:
    parents = {row.id: row.parent_id for row in connection.execute(sa.select(layers))}
    held = {*connection.execute(sa.select(_g.layer_id)).scalars(), *pinned}
    own = sa.select(machines.c.layer_id).where(machines.c.layer_id.is_not(None))
    held.update(connection.execute(own).scalars())
    return _closure(held, parents)


def _closure(held: Iterable[str], links: Mapping[Any, str | None]) -> frozenset[str]:
    """These and all that they stand on."""
    found: set[str] = set()
    for start in held:
        at: str | None = start
        while at is not None and at not in found:
            found.add(at)
            at = links.get(at)
    return frozenset(found)


# --- rows and values --------------------------------------------------------------------------------------------------


def _one(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Generation | None:
    row = connection.execute(sa.select(generations).where(condition)).one_or_none()
    return None if row is None else _generation(row)


def _layer(row: sa.Row[Any]) -> DiskLayer:
    parent = LayerId(row.parent_id) if row.parent_id else None
    return DiskLayer(LayerId(row.id), row.format, parent, row.created_at)


def _generation(row: sa.Row[Any]) -> Generation:
    facts = msgspec.convert(row.facts, _Facts)
    return Generation(
        id=GenerationId(row.id),
        kind=Kind(row.kind),
        owner=row.owner,
        name=row.name or "",
        key=row.key or "",
        created_at=row.created_at,
        machine_id=MachineId(row.machine_id),
        machine_name=facts.machine_name,
        image_id=row.image_id,
        request=facts.request,
        launch=facts.launch,
        layer=LayerId(row.layer_id),
        base=GenerationId(row.base_id) if row.base_id else None,
        has_memory=facts.has_memory,
        fingerprint=facts.fingerprint,
        size_bytes=facts.size_bytes,
        boot=facts.boot,
        workload=facts.workload,
        kernel=facts.kernel,
        parent=GenerationId(facts.parent) if facts.parent else None,
    )
