"""What a template depends on. Whatever changes the guest's memory before its workload starts belongs into the key; a change makes a new template."""

import hashlib

from ingle.machines.ports import Kernel

KEY_VERSION = "1"


def template_key(
    *,
    image_id: str,
    kernel: Kernel,
    kernel_stamp: str,
    fingerprint: str,
    vcpus: int,
    memory_mib: int,
    disk_mib: int,
) -> str:
    """64 hex digits. `kernel_stamp` tells one build of kernel and initramfs (which holds the agent) from another."""
    parts = (
        KEY_VERSION,
        image_id,
        kernel.kind,
        kernel.version,
        kernel_stamp,
        fingerprint,
        str(vcpus),
        str(memory_mib),
        str(disk_mib),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
