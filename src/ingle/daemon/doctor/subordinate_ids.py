"""An ordinary user builds Debian images in a user namespace, which needs a range of subordinate ids (subuid(5))."""

from pathlib import Path

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check

_NEEDED = 65536


def look(host: Host) -> Check:
    if host.uid == 0:
        return Check(name="subuid", status="ok", detail="not needed by root")
    short = [str(path) for path in host.subordinate_files if _count(path, host) < _NEEDED]
    if short or host.which("newuidmap") is None:
        where = " and ".join(short) or "the package uidmap (newuidmap)"
        return Check(
            name="subuid",
            status="missing",
            detail=f"{host.user} has no {_NEEDED} subordinate ids: {where}; `ingle image create debian` needs them",
            remedy=f"sudo apt install uidmap && sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {host.user}",
        )
    return Check(name="subuid", status="ok", detail=f"{_NEEDED} for {host.user}")


def _count(path: Path, host: Host) -> int:
    """The size of this user's largest range."""
    counts = [0]
    for line in path.read_text().splitlines() if path.is_file() else ():
        name, _, rest = line.partition(":")
        first, _, count = rest.partition(":")
        if name in {host.user, str(host.uid)} and first.isdecimal() and count.strip().isdecimal():
            counts.append(int(count))
    return max(counts)
