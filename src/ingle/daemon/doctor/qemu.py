"""QEMU runs the machines."""

import platform

from ingle.daemon.doctor.host import Host, look_for_program
from ingle.wire.system import Check

_PACKAGES = {"x86_64": "qemu-system-x86", "aarch64": "qemu-system-arm"}


def look(host: Host) -> Check:
    architecture = platform.machine()
    return look_for_program(
        host,
        "qemu",
        programs=(f"qemu-system-{architecture}", "qemu-img", "mkfs.ext4"),
        why="machines cannot run without",
        package=f"{_PACKAGES.get(architecture, 'qemu-system')} qemu-utils e2fsprogs",
    )
