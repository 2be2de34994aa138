"""Domain to wire and back."""

from collections.abc import Sequence

from ingle.machines.model import Command, ExecOutcome, Exit, Machine, MachineRequest, State
from ingle.machines.ports import GuestFile, GuestMetrics, GuestSession, TerminalSize
from ingle.wire import machines as wire

GUEST_ADDRESS = "10.0.2.15"


def machine(value: Machine) -> wire.Machine:
    request, launch, status = value.request, value.launch, value.status
    up = status.state in (State.RUNNING, State.PAUSED)
    return wire.Machine(
        id=value.id,
        name=value.name,
        state=status.state.value,
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
        started_at=status.started_at,
        stopped_at=status.stopped_at,
        stop_cause=status.stop_cause.value if status.stop_cause else "",
        workload=wire.Workload(state=status.workload.state, exit=exit_status(status.workload.exit)),
        engine=status.engine,
        kernel=status.kernel,
        address=GUEST_ADDRESS if up else "",
        error=status.error,
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
    )


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
    )


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


def to_text(value: bytes) -> str:
    """Bytes of the kernel as JSON can carry them: what is not UTF-8 is shown as \\xNN, because JSON's encoders refuse lone surrogates."""
    return value.decode(errors="backslashreplace")
