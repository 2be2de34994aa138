"""Messages of the protocol to values of the machines' ports and back. Pure."""

import os
from datetime import UTC, datetime, timedelta

from ingle.drivers.guest import messages, requests
from ingle.drivers.guest.messages import MalformedError
from ingle.machines.model import Exit, HealthCheck, RestartPolicy
from ingle.machines.ports import (
    GuestChange,
    GuestConfiguration,
    GuestEvent,
    GuestFile,
    GuestMetrics,
    GuestPort,
    GuestReady,
    GuestSession,
    HealthChanged,
    PortsChanged,
    ProcessSpec,
    TerminalSize,
    WorkloadChanged,
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
        idle=session.idle,
        started_at=to_datetime(session.started_ns),
        attached=session.attached,
        role=session.role,
        first=session.first,
        next=session.next,
        restarts=session.restarts,
        health=session.health,
    )


def to_ready(ready: messages.Ready) -> GuestReady:
    sessions = tuple(to_session(session) for session in ready.sessions)
    return GuestReady(
        ready.boot_id, ready.agent, ready.kernel, ready.configured, sessions, frozen=ready.frozen
    )


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
    return requests.Configure(
        hostname=configuration.hostname,
        interface=_interface_of(configuration),
        dns=list(configuration.dns) or None,
        time_ns=None if configuration.time is None else from_datetime(configuration.time),
        entropy=configuration.entropy,
        machine_id=configuration.machine_id,
        env=dict(configuration.env) or None,
        thaw=configuration.thaw,
    )


def _interface_of(configuration: GuestConfiguration) -> requests.Interface | None:
    if configuration.address is None:
        return None if configuration.mac is None else requests.Interface(mac=configuration.mac)
    address, _, prefix = configuration.address.partition("/")
    return requests.Interface(
        address=address, prefix=int(prefix), gateway=configuration.gateway, mac=configuration.mac
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
        idle_ms=round(spec.idle_after.total_seconds() * 1000) or None,
        restart=None if spec.restart is None else _restart(spec.restart),
        health=None if spec.health is None else _health(spec.health),
    )


def to_change(change: messages.Change) -> GuestChange:
    return GuestChange(change.kind, change.path, change.to, change.directory)


def to_event(event: messages.Event) -> GuestEvent | None:
    """None for events that the machines' ports do not know."""
    session = event.session or ""
    if event.event == "workload" and event.state is not None:
        exit_ = None if event.exit is None else to_exit(event.exit)
        return WorkloadChanged(session, event.restarts, event.state, exit_)
    if event.event == "health" and event.health is not None:
        return HealthChanged(session, event.health, event.output)
    if event.event == "ports" and event.ports is not None:
        return PortsChanged(to_ports(event.ports))
    return None


def to_ports(ports: list[messages.ListeningPort]) -> tuple[GuestPort, ...]:
    return tuple(GuestPort(found.port, found.address, found.pid, found.name) for found in ports)


def _restart(policy: RestartPolicy) -> requests.Restart:
    return requests.Restart(policy.when, policy.max_retries)


def _health(check: HealthCheck) -> requests.Health:
    return requests.Health(
        argv=[os.fsencode(word) for word in check.argv],
        interval_ms=_milliseconds(check.interval),
        timeout_ms=_milliseconds(check.timeout),
        retries=max(check.retries, 1),
        start_period_ms=round(check.start_period * 1000),
    )


def _milliseconds(seconds: float) -> int:
    """At least one: the protocol has no checks without a pause or without time."""
    return max(round(seconds * 1000), 1)


def _terminal(size: TerminalSize, term: str) -> requests.Terminal:
    return requests.Terminal(rows=size.rows, cols=size.cols, term=term)
