"""The rows of machines: functions over a connection, each call inside somebody's transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from ingle.machines.model import (
    Exit,
    Intent,
    Launch,
    Machine,
    MachineRequest,
    State,
    Status,
    StopCause,
    Timers,
    VmmRecord,
    Workload,
)
from ingle.machines.names import GenerationId, LayerId, MachineId
from ingle.machines.tables import history, machines

Change = Callable[[sa.Connection], Machine | None]

HISTORY_KEPT = 500  # entries a machine

_t = machines.c


def insert(connection: sa.Connection, machine: Machine) -> None:
    """Raises sqlalchemy.exc.IntegrityError when the owner has one of this name."""
    connection.execute(
        machines.insert().values(
            id=machine.id,
            owner=machine.owner,
            name=machine.name,
            created_at=machine.created_at,
            image_id=machine.image_id,
            vcpus=machine.request.vcpus,
            memory_mib=machine.request.memory_mib,
            disk_mib=machine.request.disk_mib,
            request=asdict(machine.request),
            launch=asdict(machine.launch),
            labels=dict(machine.labels),
            **_timer_columns(machine.timers),
            parent_id=machine.parent,
            source_id=machine.source,
            **_status_columns(machine.status),
        )
    )


def get(connection: sa.Connection, machine: MachineId) -> Machine | None:
    return _one(connection, _t.id == machine)


def find(connection: sa.Connection, owner: str, reference: str) -> Machine | None:
    """The owner's machine of this id or this name."""
    return _one(connection, sa.and_(_t.owner == owner, sa.or_(_t.id == reference, _t.name == reference)))


def named(connection: sa.Connection, owner: str, name: str) -> Machine | None:
    return _one(connection, sa.and_(_t.owner == owner, _t.name == name))


def page(connection: sa.Connection, owner: str, *, after: str | None, limit: int) -> Sequence[Machine]:
    """The owner's machines in the order of their making, after the one of this id. Ids tell it only nearly: a machine that has taken a VMM which waited
    has an id that is older than itself."""
    query = sa.select(machines).where(_t.owner == owner).order_by(_t.created_at, _t.id).limit(limit)
    if after is not None:
        made = sa.select(_t.created_at).where(_t.owner == owner, _t.id == after)
        query = query.where(_later(connection.execute(made).scalar(), after))
    return [_machine(row) for row in connection.execute(query)]


def _later(at: datetime | None, after: str) -> sa.ColumnElement[bool]:
    """Than a machine made at this moment; None: it was removed meanwhile, and only its id tells."""
    if at is None:
        return _t.id > after
    return sa.or_(_t.created_at > at, sa.and_(_t.created_at == at, _t.id > after))


def of_owner(connection: sa.Connection, owner: str) -> Sequence[Machine]:
    """All, in the order of their making."""
    return [
        _machine(row)
        for row in connection.execute(sa.select(machines).where(_t.owner == owner).order_by(_t.id))
    ]


def everyone(connection: sa.Connection) -> Sequence[Machine]:
    """Whoever owns them; for recovery."""
    return [_machine(row) for row in connection.execute(sa.select(machines).order_by(_t.id))]


def ids(connection: sa.Connection) -> frozenset[MachineId]:
    """Of all there are."""
    return frozenset(MachineId(id_) for id_ in connection.execute(sa.select(_t.id)).scalars())


def mortal(connection: sa.Connection) -> Sequence[Machine]:
    """Whoever owns them: those with a timer that ends them."""
    query = sa.select(machines).where(_t.mortal).order_by(_t.id)
    return [_machine(row) for row in connection.execute(query)]


def names_on_image(connection: sa.Connection, image: str) -> Sequence[str]:
    """Of the machines that stand on this image."""
    query = sa.select(_t.name).where(_t.image_id == image).order_by(_t.name)
    return list(connection.execute(query).scalars())


def save_status(connection: sa.Connection, machine: MachineId, status: Status) -> Machine | None:
    """The machine as it is then, or None when it does not exist."""
    return _update(connection, machine, _status_columns(status))


def rename(connection: sa.Connection, machine: MachineId, name: str) -> Machine | None:
    """Raises sqlalchemy.exc.IntegrityError when the owner has one of this name."""
    return _update(connection, machine, {"name": name})


def label(connection: sa.Connection, machine: MachineId, labels: Mapping[str, str]) -> Machine | None:
    return _update(connection, machine, {"labels": dict(labels)})


def set_timers(connection: sa.Connection, machine: MachineId, timers: Timers) -> Machine | None:
    return _update(connection, machine, _timer_columns(timers))


def revert(connection: sa.Connection, machine: MachineId, launch: Launch, status: Status) -> Machine | None:
    """The machine becomes what it was at another moment."""
    return _update(connection, machine, {"launch": asdict(launch), **_status_columns(status)})


def delete(connection: sa.Connection, machine: MachineId) -> None:
    connection.execute(history.delete().where(history.c.machine_id == machine))
    connection.execute(machines.delete().where(_t.id == machine))


def note(connection: sa.Connection, machine: MachineId, at: datetime, state: State, detail: str) -> None:
    """Append to the machine's history; its oldest entries go."""
    connection.execute(
        history.insert().values(machine_id=machine, at=at, state=state.value, detail=detail[:1000])
    )
    newest = (
        sa.select(history.c.id)
        .where(history.c.machine_id == machine)
        .order_by(history.c.id.desc())
        .offset(HISTORY_KEPT)
        .limit(1)
        .scalar_subquery()
    )
    connection.execute(history.delete().where(history.c.machine_id == machine, history.c.id <= newest))


def history_of(connection: sa.Connection, machine: MachineId) -> Sequence[tuple[datetime, State, str]]:
    """Oldest first."""
    query = sa.select(history).where(history.c.machine_id == machine).order_by(history.c.id)
    return [(row.at, State(row.state), row.detail) for row in connection.execute(query)]


def _update(connection: sa.Connection, machine: MachineId, columns: Mapping[str, Any]) -> Machine | None:
    connection.execute(machines.update().where(_t.id == machine).values(**columns))
    return get(connection, machine)


def _one(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Machine | None:
    row = connection.execute(sa.select(machines).where(condition)).one_or_none()
    return None if row is None else _machine(row)


def _timer_columns(timers: Timers) -> dict[str, Any]:
    return {"timers": asdict(timers), "mortal": bool(timers.stop_after or timers.remove_after)}


def _status_columns(status: Status) -> dict[str, Any]:
    vmm, exit_ = status.vmm, status.workload.exit or Exit()
    return {
        "intent": status.intent.value,
        "state": status.state.value,
        "boot": status.boot,
        "vmm_pid": vmm.pid if vmm else None,
        "vmm_started_ticks": vmm.started_ticks if vmm else None,
        "vmm_host_boot_id": vmm.host_boot_id if vmm else None,
        "workload_state": status.workload.state,
        "workload_exit_code": exit_.code,
        "workload_exit_signal": exit_.signal,
        "workload_restarts": status.workload.restarts,
        "workload_health": status.workload.health,
        "workload_backing_off": status.workload.backing_off,
        "started_at": status.started_at,
        "stopped_at": status.stopped_at,
        "stop_cause": status.stop_cause.value if status.stop_cause else None,
        "error": status.error,
        "engine": status.engine,
        "kernel": status.kernel,
        "layer_id": status.layer,
        "asleep_in": status.asleep_in,
        "base_id": status.base,
    }


def _machine(row: sa.Row[Any]) -> Machine:
    return Machine(
        id=MachineId(row.id),
        owner=row.owner,
        name=row.name,
        created_at=row.created_at,
        image_id=row.image_id,
        request=msgspec.convert(row.request, MachineRequest),
        launch=msgspec.convert(row.launch, Launch),
        labels=row.labels,
        timers=msgspec.convert(row.timers, Timers),
        parent=GenerationId(row.parent_id) if row.parent_id else None,
        source=MachineId(row.source_id) if row.source_id else None,
        status=_status(row),
    )


def _status(row: sa.Row[Any]) -> Status:
    vmm = None
    if row.vmm_pid is not None:
        vmm = VmmRecord(row.vmm_pid, row.vmm_started_ticks, row.vmm_host_boot_id)
    exit_ = None
    if row.workload_exit_code is not None or row.workload_exit_signal is not None:
        exit_ = Exit(row.workload_exit_code, row.workload_exit_signal)
    return Status(
        intent=Intent(row.intent),
        state=State(row.state),
        boot=row.boot,
        vmm=vmm,
        workload=Workload(
            row.workload_state, exit_, row.workload_restarts, row.workload_health, row.workload_backing_off
        ),
        started_at=row.started_at,
        stopped_at=row.stopped_at,
        stop_cause=StopCause(row.stop_cause) if row.stop_cause else None,
        error=row.error,
        engine=row.engine,
        kernel=row.kernel,
        layer=LayerId(row.layer_id) if row.layer_id else None,
        asleep_in=GenerationId(row.asleep_in) if row.asleep_in else None,
        base=GenerationId(row.base_id) if row.base_id else None,
    )
