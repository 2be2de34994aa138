"""The state of a VMM's devices as QEMU saves it for Xen (`xen-save-devices-state`), made loadable by its own `-incoming`. Pure.

Both are migration streams (qemu migration/savevm.c) but for one section: an incoming one has to say which machine type it is of.
"""

import struct

from ingle.machines.errors import EngineError

_HEAD = struct.pack(">4sI", b"QEVM", 3)
_CONFIGURATION = 7  # QEMU_VM_CONFIGURATION
MACHINE_TYPE = b"microvm"


def loadable(saved: bytes) -> bytes:
    """The same state with a configuration section. Raises EngineError when it is not such a state."""
    if not saved.startswith(_HEAD):
        raise EngineError("QEMU saved its devices in a form that this program does not know")
    section = struct.pack(">BI", _CONFIGURATION, len(MACHINE_TYPE)) + MACHINE_TYPE
    return _HEAD + section + saved[len(_HEAD) :]
