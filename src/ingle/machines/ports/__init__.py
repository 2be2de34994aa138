"""What machines need from outside: an engine that runs VMMs, a link to the agent in the guest, images, and boot files.

Drivers implement these (`ingle.drivers.engines`, `ingle.drivers.guest`, `ingle.drivers.boot`); wiring puts them together. Each has a fake twin
that passes the same contract suite (`tests/contracts`).
"""

from ingle.machines.model import TerminalSize
from ingle.machines.ports.engine import (
    Engine,
    Feature,
    Kernel,
    PausableVmm,
    Vmm,
    VmmExit,
    VmmIdentity,
    VmmSpec,
)
from ingle.machines.ports.guest import (
    GuestConnector,
    GuestFiles,
    GuestLink,
    ProcessStream,
)
from ingle.machines.ports.guest_values import (
    Ended,
    GuestConfiguration,
    GuestFile,
    GuestMetrics,
    GuestReady,
    GuestSession,
    Output,
    OutputEnd,
    OutputLost,
    ProcessEvent,
    ProcessSpec,
)
from ingle.machines.ports.surroundings import (
    Images,
    Kernels,
    MachineImage,
)

__all__ = [
    "Ended",
    "Engine",
    "Feature",
    "GuestConfiguration",
    "GuestConnector",
    "GuestFile",
    "GuestFiles",
    "GuestLink",
    "GuestMetrics",
    "GuestReady",
    "GuestSession",
    "Images",
    "Kernel",
    "Kernels",
    "MachineImage",
    "Output",
    "OutputEnd",
    "OutputLost",
    "PausableVmm",
    "ProcessEvent",
    "ProcessSpec",
    "ProcessStream",
    "TerminalSize",
    "Vmm",
    "VmmExit",
    "VmmIdentity",
    "VmmSpec",
]
