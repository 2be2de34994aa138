"""What may be missing on this host, and what to type about it. One small file per rule, all of the same shape: `look(host) -> Check`."""

from collections.abc import Callable, Sequence

from ingle.daemon.doctor import (
    boot_files,
    cgroups,
    desktop,
    disk_space,
    extensions,
    jail,
    kvm,
    mmdebstrap,
    ptrace,
    qemu,
    skopeo,
    squashfs,
    subordinate_ids,
    workers,
)
from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check

RULES: tuple[Callable[[Host], Check], ...] = (
    qemu.look,
    boot_files.look,
    kvm.look,
    ptrace.look,
    jail.look,
    cgroups.look,
    mmdebstrap.look,
    squashfs.look,
    skopeo.look,
    subordinate_ids.look,
    disk_space.look,
    desktop.look,
    extensions.look,
    workers.look,
)


def examine(host: Host) -> Sequence[Check]:
    """Every rule's finding. Reads files only, and quickly; still, call it on a worker thread."""
    return [rule(host) for rule in RULES]


__all__ = ["RULES", "Host", "examine"]
