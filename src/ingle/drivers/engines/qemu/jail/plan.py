"""What one VMM may see and touch. Values and pure decisions; `command.py` makes bubblewrap's arguments of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingle.drivers.engines.qemu.accelerator import KVM, Accelerator
from ingle.machines.ports import VmmSpec

Network = Literal["own", "host"]


@dataclass(frozen=True)
class JailPlan:
    """Everything is at the same path inside as outside, so no argument needs rewriting. What is not named is not there."""

    directory: Path  # where it starts; empty but for what is named
    read_only: tuple[Path, ...] = ()
    read_write: tuple[Path, ...] = ()
    devices: tuple[Path, ...] = ()
    descriptors: tuple[int, ...] = ()  # kept open under the same numbers
    network: Network = "own"
    sees_itself: bool = False  # has a /proc, of its own pid namespace


def plan_for(
    spec: VmmSpec,
    accelerator: Accelerator,
    *,
    descriptors: Sequence[int] = (),
    read_only: Sequence[Path] = (),
    read_write: Sequence[Path] = (),
    sees_itself: bool = False,
) -> JailPlan:
    """The layer it writes, its image, kernel and older layers to read; nothing of another machine, nothing of the daemon.

    `read_only` and `read_write` are what one start needs beyond its spec. Files, where it can be: in a folder that it may write to, who took a VMM over
    leaves links for the daemon to follow. (QEMU 7.2 opens a memory file for writing even when it only maps it privately.)
    """
    newest, *older = spec.disk
    return JailPlan(
        directory=spec.directory,
        read_only=(
            spec.root_image,
            spec.kernel.kernel,
            spec.kernel.initrd,
            *(layer.path for layer in older),
            *read_only,
        ),
        read_write=(newest.path, *read_write),
        devices=(KVM,) if accelerator.name == "kvm" else (),
        descriptors=tuple(descriptors),
        sees_itself=sees_itself,
    )
