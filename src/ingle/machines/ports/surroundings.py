"""What machines need of their neighbours: images to stand on, kernels to boot."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingle.machines.ports.engine import Kernel


@dataclass(frozen=True)
class MachineImage:
    """What machines need to know of an image."""

    id: str
    name: str
    root: Path
    entrypoint: tuple[str, ...]
    cmd: tuple[str, ...]
    env: Mapping[str, str]
    user: str
    working_dir: str
    stop_signal: str


class Images(Protocol):
    """Satisfied by the images capability's front door."""

    async def find(self, owner: str, reference: str) -> MachineImage:
        """By name or id. Raises ImageNotFoundError, ImageNotReadyError."""
        ...


class Kernels(Protocol):
    def best(self) -> Kernel:
        """The lean kernel when built, else Debian's. Raises UnavailableError that says what to type."""
        ...
