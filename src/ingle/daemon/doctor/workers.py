"""The processes beside the first one."""

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check


def look(host: Host) -> Check:
    if host.worker_troubles:
        return Check(
            name="workers",
            status="warning",
            detail="; ".join(host.worker_troubles),
            remedy="look for worker_died in the daemon's log and what stands before it; they are started again by themselves",
        )
    return Check(
        name="workers", status="ok", detail=f"{host.workers} beside the first process, none has died"
    )
