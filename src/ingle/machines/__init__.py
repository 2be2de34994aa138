"""Machines: microVMs of a person; their life, what runs in them, and the doors to it. The front door."""

from ingle.machines.estate import MachineEstate
from ingle.machines.model import Command, Machine, MachineRequest
from ingle.machines.service import Holdings, MachineService
from ingle.machines.settings import MachineSettings

__all__ = [
    "Command",
    "Holdings",
    "Machine",
    "MachineEstate",
    "MachineRequest",
    "MachineService",
    "MachineSettings",
]
