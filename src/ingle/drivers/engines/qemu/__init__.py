"""The QEMU engine: microvm machines under KVM where that really works, else under software emulation. `open_engine` is its front door."""

from ingle.drivers.engines.qemu.engine import QemuEngine, open_engine

__all__ = ["QemuEngine", "open_engine"]
