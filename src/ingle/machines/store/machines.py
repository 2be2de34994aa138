"""The rows of machines: functions over a connection, each call inside somebody's transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

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
    VmmRecord,
    Workload,
)
from ingle.machines.names import MachineId
from ingle.machines.tables import machines

Change = Callable[[sa.Connection], Machine | None]

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
    """The owner's machines in the order of their making, after the one of this id."""
    query = sa.select(machines).where(_t.owner == owner).order_by(_t.id).limit(limit)
    if after is not None:
        query = query.where(_t.id > after)
    return [_machine(row) for row in connection.execute(query)]


def everyone(connection: sa.Connection) -> Sequence[Machine]:
    """Whoever owns them; for recovery."""
    return [_machine(row) for row in connection.execute(sa.select(machines).order_by(_t.id))]


def names_on_image(connection: sa.Connection, image: str) -> Sequence[str]:
    """Of the machines that stand on this image."""
    query = sa.select(_t.name).where(_t.image_id == image).order_by(_t.name)
    return list(connection.execute(query).scalars())


def names_of(connection: sa.Connection, owner: str) -> Sequence[str]:
    query = sa.select(_t.name).where(_t.owner == owner).order_by(_t.name)
    return list(connection.execute(query).scalars())


def save_status(connection: sa.Connection, machine: MachineId, status: Status) -> Machine | None:
    """The machine as it is then, or None when it does not exist."""
    return _update(connection, machine, _status_columns(status))


def rename(connection: sa.Connection, machine: MachineId, name: str) -> Machine | None:
    """Raises sqlalchemy.exc.IntegrityError when the owner has one of this name."""
    return _update(connection, machine, {"name": name})


def label(connection: sa.Connection, machine: MachineId, labels: Mapping[str, str]) -> Machine | None:
    return _update(connection, machine, {"labels": dict(labels)})


def delete(connection: sa.Connection, machine: MachineId) -> None:
    connection.execute(machines.delete().where(_t.id == machine))


def _update(connection: sa.Connection, machine: MachineId, columns: Mapping[str, Any]) -> Machine | None:
    connection.execute(machines.update().where(_t.id == machine).values(**columns))
    return get(connection, machine)


def _one(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Machine | None:
    row = connection.execute(sa.select(machines).where(condition)).one_or_none()
    return None if row is None else _machine(row)


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
        "started_at": status.started_at,
        "stopped_at": status.stopped_at,
        "stop_cause": status.stop_cause.value if status.stop_cause else None,
        "error": status.error,
        "engine": status.engine,
        "kernel": status.kernel,
    }


def _machine(row: sa.Row[Any]) -> Machine:
    return Machine(
        id=MachineId(row.id),
        owner=row.owner,
        name=row.name,
        created_at=row.created_at,
        image_id=row.image_id,
        request=_request(row.request),
        launch=Launch(**(row.launch | {"argv": tuple(row.launch["argv"])})),
        labels=row.labels,
        status=_status(row),
    )


def _request(kept: dict[str, Any]) -> MachineRequest:
    lists = {field: tuple(kept[field]) for field in ("command", "entrypoint") if kept.get(field) is not None}
    return MachineRequest(**(kept | lists))


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
        workload=Workload(row.workload_state, exit_),
        started_at=row.started_at,
        stopped_at=row.stopped_at,
        stop_cause=StopCause(row.stop_cause) if row.stop_cause else None,
        error=row.error,
        engine=row.engine,
        kernel=row.kernel,
    )
