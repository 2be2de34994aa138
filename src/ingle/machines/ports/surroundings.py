"""What machines need of their neighbours: images to stand on, kernels to boot."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from ingle.machines.ports.engine import Kernel


class MachineImage(Protocol):
    """What machines need to know of an image; satisfied by `images.ReadyImage`."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def root(self) -> Path: ...

    @property
    def entrypoint(self) -> tuple[str, ...]: ...

    @property
    def cmd(self) -> tuple[str, ...]: ...

    @property
    def env(self) -> Mapping[str, str]: ...

    @property
    def user(self) -> str: ...

    @property
    def working_dir(self) -> str: ...

    @property
    def stop_signal(self) -> str: ...


class Images(Protocol):
    """Satisfied by the images capability's front door."""

    async def find(self, owner: str, reference: str) -> MachineImage:
        """By name or id. Raises ImageNotFoundError, ImageNotReadyError."""
        ...


class Kernels(Protocol):
    def best(self) -> Kernel:
        """The lean kernel when built, else Debian's. Raises UnavailableError that says what to type."""
        ...
