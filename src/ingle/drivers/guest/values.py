"""Messages of the protocol to values of the machines' ports and back. Pure."""

from datetime import UTC, datetime, timedelta

from ingle.drivers.guest import messages, requests
from ingle.drivers.guest.messages import MalformedError
from ingle.machines.model import Exit
from ingle.machines.ports import (
    GuestConfiguration,
    GuestFile,
    GuestMetrics,
    GuestReady,
    GuestSession,
    ProcessSpec,
    TerminalSize,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND_NS = 1_000_000_000


def to_datetime(nanoseconds: int) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError as error:
        raise MalformedError("a time out of range") from error


def from_datetime(time: datetime) -> int:
    return (time - _EPOCH) // timedelta(microseconds=1) * 1000


def to_exit(status: messages.ExitStatus) -> Exit:
    if (status.code is None) == (status.signal is None):
        raise MalformedError("an exit has either a code or a signal")
    return Exit(status.code, status.signal)


def to_session(session: messages.Session) -> GuestSession:
    return GuestSession(
        id=session.id,
        argv=tuple(session.argv),
        pid=session.pid,
        tty=session.tty,
        running=session.state == "running",
        exit=None if session.exit is None else to_exit(session.exit),
        started_at=to_datetime(session.started_ns),
        attached=session.attached,
        role=session.role,
        first=session.first,
        next=session.next,
    )


def to_ready(ready: messages.Ready) -> GuestReady:
    sessions = tuple(to_session(session) for session in ready.sessions)
    return GuestReady(ready.boot_id, ready.agent, ready.kernel, ready.configured, sessions)


def to_file(stat: messages.Stat, name: bytes) -> GuestFile:
    return GuestFile(
        name=name,
        type=stat.type,
        mode=stat.mode,
        uid=stat.uid,
        gid=stat.gid,
        size=stat.size,
        mtime=to_datetime(stat.mtime_ns),
        target=stat.target,
    )


def to_metrics(report: messages.MetricsReport) -> GuestMetrics:
    return GuestMetrics(
        cpu_seconds=report.cpu_ns / _SECOND_NS,
        uptime_seconds=report.uptime_ns / _SECOND_NS,
        memory_total=report.memory_total,
        memory_available=report.memory_available,
        load=report.load,
        processes=report.processes,
        disk_total=report.disk_total,
        disk_free=report.disk_free,
        net_rx=report.net_rx,
        net_tx=report.net_tx,
        disk_read=report.disk_read,
        disk_written=report.disk_written,
    )


def from_configuration(configuration: GuestConfiguration) -> requests.Configure:
    interface = None
    if configuration.address is not None:
        address, _, prefix = configuration.address.partition("/")
        interface = requests.Interface(address=address, prefix=int(prefix), gateway=configuration.gateway)
    return requests.Configure(
        hostname=configuration.hostname,
        interface=interface,
        dns=list(configuration.dns) or None,
        time_ns=None if configuration.time is None else from_datetime(configuration.time),
        entropy=configuration.entropy,
        machine_id=configuration.machine_id,
        env=dict(configuration.env) or None,
    )


def from_process_spec(spec: ProcessSpec) -> requests.Exec:
    return requests.Exec(
        session=spec.session,
        argv=list(spec.argv),
        env=dict(spec.env) or None,
        clear_env=spec.clear_env,
        cwd=spec.cwd,
        user=spec.user,
        tty=None if spec.tty is None else _terminal(spec.tty, spec.term),
        stdin=spec.stdin,
        role="workload" if spec.role == "workload" else None,
        stop_signal=spec.stop_signal,
        keep=spec.keep,
        scrollback=spec.scrollback,
    )


def _terminal(size: TerminalSize, term: str) -> requests.Terminal:
    return requests.Terminal(rows=size.rows, cols=size.cols, term=term)
