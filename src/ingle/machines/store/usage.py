"""Sums over the rows of machines: what is taken, by one person or by all. Functions over a connection, as those of `machines`."""

from typing import Any

import sqlalchemy as sa

from ingle.accounts import Usage
from ingle.machines.model import Intent, Kind, Machine
from ingle.machines.policy.quota import STARTS
from ingle.machines.tables import generations, machines

_t = machines.c

# The same as policy.quota.is_awake says of one machine.
_AWAKE = sa.or_(
    _t.vmm_pid.is_not(None),
    _t.state.in_(sorted(state.value for state in STARTS)),
    _t.intent == Intent.RESTARTED.value,
)


def _total(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(column), 0)


_SUMS = sa.select(
    sa.func.count().label("machines"),
    _total(sa.case((_AWAKE, _t.vcpus), else_=0)).label("vcpus"),
    _total(sa.case((_AWAKE, _t.memory_mib), else_=0)).label("memory_mib"),
    _total(_t.disk_mib).label("disk_mib"),
)
_SNAPSHOTS = (
    sa.select(sa.func.count())
    .select_from(generations)
    .where(generations.c.owner == sa.bindparam("owner"), generations.c.kind == Kind.SNAPSHOT.value)
    .scalar_subquery()
)
_OF_OWNER = _SUMS.add_columns(_SNAPSHOTS.label("snapshots")).where(_t.owner == sa.bindparam("owner"))
_BESIDES = _OF_OWNER.where(_t.id != sa.bindparam("machine"))


def of_owner(connection: sa.Connection, owner: str) -> Usage:
    """What the owner has."""
    return _usage(connection.execute(_OF_OWNER, {"owner": owner}))


def besides(connection: sa.Connection, machine: Machine) -> Usage:
    """What its owner has besides this machine."""
    return _usage(connection.execute(_BESIDES, {"owner": machine.owner, "machine": machine.id}))


def of_everyone(connection: sa.Connection) -> Usage:
    return _usage(connection.execute(_SUMS))


def _usage(sums: sa.CursorResult[Any]) -> Usage:
    return Usage(**{str(name): int(total) for name, total in sums.mappings().one().items()})
