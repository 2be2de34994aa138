"""Finds the boot files that scripts/build-kernel, scripts/fetch-kernel and scripts/build-guest leave in a folder: `lean/` and `debian/`, each with a kernel,
`initrd.img` and `manifest.json`."""

from pathlib import Path
from typing import Literal

import msgspec

from ingle.base.errors import UnavailableError
from ingle.machines.ports import Kernel

_KINDS: tuple[Literal["lean", "debian"], ...] = ("lean", "debian")  # best first
_KERNEL_FILES = ("vmlinux", "vmlinuz")  # an ELF (PVH) kernel boots 0.1 s faster than a compressed one


class _Manifest(msgspec.Struct):
    version: str


class BootFolder:
    """The Kernels port over a folder; looked at anew each time, so a kernel built meanwhile is used by the next machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def best(self) -> Kernel:
        for kind in _KINDS:
            for name in _KERNEL_FILES:
                kernel, initrd = self._folder / kind / name, self._folder / kind / "initrd.img"
                if kernel.is_file() and initrd.is_file():
                    return Kernel(kernel, initrd, _version(self._folder / kind), kind)
        raise UnavailableError(
            f"there is no kernel for machines in {self._folder}; `scripts/fetch-kernel && scripts/build-guest` makes one",
            folder=str(self._folder),
        )


def _version(folder: Path) -> str:
    try:
        return msgspec.json.decode((folder / "manifest.json").read_bytes(), type=_Manifest).version
    except (FileNotFoundError, msgspec.DecodeError):
        return "unknown"  # it boots all the same
