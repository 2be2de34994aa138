"""Domain to wire and back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from ingle.machines.model import (
    Command,
    ExecOutcome,
    Exit,
    Generation,
    Health,
    HealthCheck,
    Machine,
    MachineRequest,
    RestartPolicy,
    State,
    Timers,
    Workload,
)
from ingle.machines.policy.launching import network_of
from ingle.machines.ports import (
    GuestChange,
    GuestFile,
    GuestMetrics,
    GuestPort,
    GuestSession,
    Sample,
    TerminalSize,
)
from ingle.wire import machines as wire
from ingle.wire.streams import Changes


def machine(value: Machine) -> wire.Machine:
    request, launch, status = value.request, value.launch, value.status
    up = status.state in (State.RUNNING, State.PAUSED, State.WARM, State.COLD, State.SLEEPING, State.WAKING)
    return wire.Machine(
        id=value.id,
        name=value.name,
        state=state_of(status.state),
        image=request.image,
        image_id=value.image_id,
        vcpus=request.vcpus,
        memory_mib=request.memory_mib,
        disk_mib=request.disk_mib,
        hostname=value.hostname,
        created_at=value.created_at,
        command=list(launch.argv),
        env=dict(request.env),
        user=launch.user,
        working_dir=launch.working_dir,
        labels=dict(value.labels),
        tty=request.tty,
        restart=wire.Restart(when=request.restart.when, max_retries=request.restart.max_retries),
        health=None if request.health is None else _health(request.health),
        timers=wire.Timers(**asdict(value.timers)),
        source=request.source,
        started_at=status.started_at,
        stopped_at=status.stopped_at,
        stop_cause=status.stop_cause.value if status.stop_cause else "",
        workload=_workload(status.workload),
        engine=status.engine,
        kernel=status.kernel,
        address=network_of(value.id).address if up else "",
        error=status.error,
    )


# The wire leaves out what *is* its default, and a word that comes from the database is another string.
_HEALTH: dict[str, Health] = {
    "none": "none",
    "starting": "starting",
    "healthy": "healthy",
    "unhealthy": "unhealthy",
}


def _workload(value: Workload) -> wire.Workload:
    return wire.Workload(
        state=value.state,
        exit=exit_status(value.exit),
        restarts=value.restarts,
        health=_HEALTH[value.health],
        backing_off=value.backing_off,
    )


def request_of(create: wire.MachineCreate) -> MachineRequest:
    return MachineRequest(
        image=create.image,
        vcpus=create.vcpus,
        memory_mib=create.memory_mib,
        disk_mib=create.disk_mib,
        command=None if create.command is None else tuple(create.command),
        entrypoint=None if create.entrypoint is None else tuple(create.entrypoint),
        env=create.env,
        user=create.user,
        working_dir=create.working_dir,
        hostname=create.hostname,
        labels=create.labels,
        tty=create.tty,
        restart=RestartPolicy(create.restart.when, create.restart.max_retries),
        health=None if create.health is None else _health_check(create.health),
        timers=timers_of(create.timers),
    )


def timers_of(timers: wire.Timers) -> Timers:
    return Timers(
        keep_hot=timers.keep_hot,
        warm_after=timers.warm_after,
        cold_after=timers.cold_after,
        stop_after=timers.stop_after,
        remove_after=timers.remove_after,
    )


def _health_check(check: wire.HealthCheck) -> HealthCheck:
    return HealthCheck(tuple(check.argv), check.interval, check.timeout, check.start_period, check.retries)


def _health(check: HealthCheck) -> wire.HealthCheck:
    return wire.HealthCheck(**(asdict(check) | {"argv": list(check.argv)}))


def state_of(state: State) -> wire.MachineState:
    """The wire's word; the enum has the same ones."""
    return state.value


def moment(at: datetime, state: State, detail: str) -> wire.Moment:
    return wire.Moment(at=at, state=state_of(state), detail=detail)


def snapshot(value: Generation) -> wire.Snapshot:
    request = value.request
    return wire.Snapshot(
        id=value.id,
        name=value.name,
        machine=value.machine_name,
        machine_id=value.machine_id,
        image=request.image,
        image_id=value.image_id,
        created_at=value.created_at,
        vcpus=request.vcpus,
        memory_mib=request.memory_mib,
        disk_mib=request.disk_mib,
        memory=value.has_memory,
        size_bytes=value.size_bytes,
    )


def restored(moment: Generation) -> wire.MachineRestored:
    return wire.MachineRestored(snapshot=moment.id, name=moment.name)


def forked(made: Sequence[Machine]) -> wire.MachineForked:
    return wire.MachineForked(machines=[machine.id for machine in made])


def tree(machines: Sequence[Machine], snapshots: Sequence[Generation]) -> list[wire.TreeNode]:
    """In the order of their making. A fork hangs under the machine it came from, what began as a snapshot under that."""
    there = {*(each.id for each in machines), *(each.id for each in snapshots)}
    nodes = []
    for one in machines:
        candidates = (one.parent, one.source)
        above = next((str(id_) for id_ in candidates if id_ is not None and id_ in there), None)
        nodes.append(
            wire.TreeNode(
                kind="machine",
                id=one.id,
                name=one.name,
                created_at=one.created_at,
                parent=above,
                state=one.status.state.value,
            )
        )
    for each in snapshots:
        above = each.machine_id if each.machine_id in there else None
        nodes.append(
            wire.TreeNode(
                kind="snapshot", id=each.id, name=each.name, created_at=each.created_at, parent=above
            )
        )
    return sorted(nodes, key=lambda node: node.created_at)


def exit_status(value: Exit | None) -> wire.ExitStatus | None:
    return None if value is None else exit_of(value)


def exit_of(value: Exit) -> wire.ExitStatus:
    return wire.ExitStatus(code=value.code, signal=value.signal)


def command_of(request: wire.ExecRequest) -> Command:
    """A detached command is kept, and one that is given input has a stdin."""
    tty = request.tty
    return Command(
        argv=request.argv,
        env=request.env,
        working_dir=request.working_dir,
        user=request.user,
        tty=TerminalSize(tty.rows, tty.cols) if tty else None,
        term=tty.term if tty else "xterm-256color",
        stdin=request.stdin or bool(request.input),
        keep=request.keep or request.detach,
        keep_awake=request.keep_awake,
        idle_after=request.idle_after,
    )


def outcome(value: ExecOutcome) -> wire.ExecResult:
    return wire.ExecResult(
        session=value.session,
        exit=exit_of(value.exit),
        stdout=value.stdout.decode(errors="replace"),
        stderr=value.stderr.decode(errors="replace"),
        truncated=value.truncated,
    )


def session(value: GuestSession) -> wire.Session:
    return wire.Session(
        id=value.id,
        argv=[to_text(word) for word in value.argv],
        tty=value.tty,
        state="running" if value.running else "exited",
        started_at=value.started_at,
        attached=value.attached,
        role=value.role,
        exit=exit_status(value.exit),
        cause=end_cause(idle=value.idle),
    )


def end_cause(*, idle: bool) -> wire.EndCause:
    return "idle" if idle else ""


def file(value: GuestFile) -> wire.FileStat:
    return wire.FileStat(
        name=to_text(value.name),
        type=value.type,
        mode=value.mode & 0o7777,
        uid=value.uid,
        gid=value.gid,
        size=value.size,
        modified_at=value.mtime,
        target=to_text(value.target or b""),
    )


def file_changes(values: Sequence[GuestChange]) -> Changes:
    return Changes(
        items=[
            wire.WatchedChange(
                kind=value.kind,
                path=to_text(value.path),
                to=to_text(value.to),
                directory=value.directory,
            )
            for value in values
        ]
    )


def files(values: Sequence[GuestFile]) -> wire.FileList:
    return wire.FileList(items=[file(value) for value in values])


def metrics(value: GuestMetrics) -> wire.Metrics:
    return wire.Metrics(
        cpu_seconds=value.cpu_seconds,
        uptime_seconds=value.uptime_seconds,
        memory_total=value.memory_total,
        memory_available=value.memory_available,
        load=list(value.load),
        processes=value.processes,
        disk_total=value.disk_total,
        disk_free=value.disk_free,
        net_rx=value.net_rx,
        net_tx=value.net_tx,
        disk_read=value.disk_read,
        disk_written=value.disk_written,
    )


def samples(values: Sequence[Sample]) -> wire.MetricsHistory:
    return wire.MetricsHistory(items=[_sample(value) for value in values])


def _sample(value: Sample) -> wire.MetricsSample:
    return wire.MetricsSample(
        at=value.at,
        cpu_seconds=value.vmm.cpu_seconds,
        resident_bytes=value.vmm.resident_bytes,
        own_bytes=value.vmm.own_bytes,
        guest=None if value.guest is None else metrics(value.guest),
    )


def ports(values: Sequence[GuestPort]) -> wire.PortList:
    return wire.PortList(
        items=[
            wire.ListeningPort(
                port=value.port, address=value.address, pid=value.pid, process=value.name or ""
            )
            for value in values
        ]
    )


def to_text(value: bytes) -> str:
    """Bytes of the kernel as JSON can carry them: what is not UTF-8 is shown as \\xNN, because JSON's encoders refuse lone surrogates."""
    return value.decode(errors="backslashreplace")
