"""The QEMU engine: microvm machines under KVM where that really works, else under software emulation. `open_engine` is its front door."""

from ingle.drivers.engines.qemu.bounds import Margins
from ingle.drivers.engines.qemu.engine import QemuEngine, open_engine
from ingle.drivers.engines.qemu.grouping import Groups, NoBoundsError

__all__ = ["Groups", "Margins", "NoBoundsError", "QemuEngine", "open_engine"]
