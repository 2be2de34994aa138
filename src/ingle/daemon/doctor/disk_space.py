"""Images and machines need room."""

import shutil

from ingle.base.units import GIB, format_size
from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check

_ENOUGH = 5 * GIB  # a Debian image, its making, and a machine or two
_TOO_LITTLE = GIB


def look(host: Host) -> Check:
    existing = next(path for path in (host.data_dir, *host.data_dir.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    detail = f"{format_size(free)} free in {host.data_dir}"
    if free >= _ENOUGH:
        return Check(name="disk", status="ok", detail=detail)
    return Check(
        name="disk",
        status="missing" if free < _TOO_LITTLE else "warning",
        detail=detail,
        remedy="remove images and machines that are not needed (ingle image ls, ingle ls), or name another --data-dir",
    )
