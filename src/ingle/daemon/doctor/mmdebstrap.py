"""mmdebstrap makes images from Debian's packages."""

from ingle.daemon.doctor.host import Host, look_for_program
from ingle.wire.system import Check


def look(host: Host) -> Check:
    return look_for_program(
        host,
        "mmdebstrap",
        programs=("mmdebstrap",),
        why="`ingle image create` needs it",
        package="mmdebstrap uidmap",
    )
