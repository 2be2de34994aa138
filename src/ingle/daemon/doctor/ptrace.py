"""To capture a machine the daemon reads the memory of its VMM. Where Yama restricts that to a process's own children, it cannot for machines that an
earlier daemon started (Documentation/admin-guide/LSM/Yama.rst)."""

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check

_CHILDREN_ONLY = 1


def look(host: Host) -> Check:
    if host.uid == 0 or not host.yama_scope.exists():
        return Check(name="ptrace", status="ok", detail="the daemon may read the memory of all its VMMs")
    scope = int(host.yama_scope.read_text())
    if scope < _CHILDREN_ONLY:
        return Check(name="ptrace", status="ok", detail=f"{host.yama_scope} is {scope}")
    whose = "started by an earlier daemon" if scope == _CHILDREN_ONLY else "of any kind"
    return Check(
        name="ptrace",
        status="warning",
        detail=f"{host.yama_scope} is {scope}; machines {whose} cannot be captured",
        remedy="sudo sysctl -w kernel.yama.ptrace_scope=0",
    )
