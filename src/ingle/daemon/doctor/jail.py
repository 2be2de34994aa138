"""A jail confines each machine's QEMU. That its programs are installed proves nothing; what the engine's trial told does."""

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check

_PACKAGES = {"bwrap": "bubblewrap", "slirp4netns": "slirp4netns", "nsenter": "util-linux", "ip": "iproute2"}


def look(host: Host) -> Check:
    absent = [program for program in _PACKAGES if host.which(program) is None]
    if host.jail_lacks == "" or (host.jail_lacks is None and not absent):
        return Check(
            name="jail", status="ok", detail="machines are confined, and do not reach this host's loopback"
        )
    return Check(
        name="jail",
        status="warning",
        detail=f"machines are confined badly or not at all: {host.jail_lacks or ', '.join(absent) + ' not found'}",
        remedy=f"apt install {' '.join(_PACKAGES[program] for program in absent)}, then restart the daemon"
        if absent
        else "",
    )
