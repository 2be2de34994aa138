"""squashfs-tools-ng write the root file systems of images."""

from ingle.daemon.doctor.host import Host, look_for_program
from ingle.wire.system import Check


def look(host: Host) -> Check:
    return look_for_program(
        host,
        "squashfs",
        programs=("tar2sqfs",),
        why="no image can be made without",
        package="squashfs-tools-ng",
    )
