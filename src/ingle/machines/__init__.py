"""Machines: microVMs of a person; their life, what runs in them, and the doors to it. The front door."""

from ingle.machines.errors import MachineNotFoundError
from ingle.machines.estate import MachineEstate
from ingle.machines.model import Command, Machine, MachineRequest
from ingle.machines.names import EXEC
from ingle.machines.service import Holdings, MachineService
from ingle.machines.settings import MachineSettings

__all__ = [
    "EXEC",
    "Command",
    "Holdings",
    "Machine",
    "MachineEstate",
    "MachineNotFoundError",
    "MachineRequest",
    "MachineService",
    "MachineSettings",
]
