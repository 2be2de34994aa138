"""Boot files: which kernel and initramfs machines start with."""

from ingle.drivers.boot.fake import FakeKernels
from ingle.drivers.boot.kernels import BootFolder

__all__ = ["BootFolder", "FakeKernels"]
