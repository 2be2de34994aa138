"""Control groups hold each machine's processes within its size. Whether the daemon may make them is what the engine found when it was opened."""

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check


def look(host: Host) -> Check:
    lacking, remedy = host.groups
    if lacking is None:
        return Check(
            name="cgroups", status="ok", detail="not looked for: no engine that has processes is open"
        )
    if not lacking:
        return Check(name="cgroups", status="ok", detail="the host bounds what each machine's processes take")
    return Check(
        name="cgroups",
        status="warning" if host.engine else "missing",  # the settings ask for it, so no machine starts
        detail=f"the host does not bound what each machine's processes take: {lacking}",
        remedy=remedy,
    )
