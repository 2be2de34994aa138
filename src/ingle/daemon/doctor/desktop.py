"""The desktop has to be built once from its TypeScript."""

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check


def look(host: Host) -> Check:
    if (host.desktop_dir / "index.html").is_file():
        return Check(name="desktop", status="ok", detail=str(host.desktop_dir))
    return Check(
        name="desktop",
        status="warning",
        detail=f"not built in {host.desktop_dir}; everything but the browser works",
        remedy="scripts/build-desktop",
    )
