"""What a template depends on, and what becomes of it when that has changed. Whatever changes the guest's memory before its workload starts belongs into
the key; a change makes a new template."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from ingle.machines.names import GenerationId
from ingle.machines.ports import Kernel

KEY_VERSION = "2"


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


@dataclass(frozen=True)
class Standing:
    """A template, and what a create of its image in its size would look for today."""

    id: GenerationId
    key: str
    key_today: str
    unused: timedelta  # since a create last began as it


@dataclass(frozen=True)
class Review:
    drop: tuple[GenerationId, ...] = ()
    renew: tuple[GenerationId, ...] = ()  # the most recently used first


def review(templates: Sequence[Standing], *, most: int, renew_within: timedelta) -> Review:
    """`templates`: the most recently used first; of these `most` are kept. One that creates do not find any more is of use only as a reminder that
    somebody wants another: while it was used within the time, and there is no other yet."""
    kept = templates[:most]
    current = {template.key for template in kept if template.key == template.key_today}
    renew = []
    for template in kept:
        if template.key_today not in current and template.unused <= renew_within:
            current.add(template.key_today)
            renew.append(template.id)
    stay = {template.id for template in kept if template.key == template.key_today} | set(renew)
    return Review(tuple(one.id for one in templates if one.id not in stay), tuple(renew))
