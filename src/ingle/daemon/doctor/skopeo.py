"""skopeo fetches images from registries."""

from ingle.daemon.doctor.host import Host, look_for_program
from ingle.wire.system import Check


def look(host: Host) -> Check:
    return look_for_program(
        host, "skopeo", programs=("skopeo",), why="`ingle image pull` needs it", package="skopeo"
    )
