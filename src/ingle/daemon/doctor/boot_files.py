"""A kernel and an initramfs with the agent: every machine boots them."""

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check

_REMEDY = "scripts/fetch-kernel && scripts/build-guest"


def look(host: Host) -> Check:
    kinds = [
        kind
        for kind in ("lean", "debian")
        if (host.boot_dir / kind / "initrd.img").is_file()
        and any((host.boot_dir / kind / kernel).is_file() for kernel in ("vmlinux", "vmlinuz"))
    ]
    if not kinds:
        return Check(
            name="kernel",
            status="missing",
            detail=f"no kernel for machines in {host.boot_dir}",
            remedy=_REMEDY,
        )
    return Check(name="kernel", status="ok", detail=f"{' and '.join(kinds)} in {host.boot_dir}")
