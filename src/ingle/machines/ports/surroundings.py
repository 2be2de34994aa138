"""What machines need of their neighbours: images to stand on, kernels to boot, room to be in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from ingle.accounts import Limits
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

    async def known(self, image_id: str) -> MachineImage:
        """By id, whoever's it is. Raises ImageNotFoundError, ImageNotReadyError."""
        ...


class Kernels(Protocol):
    def best(self) -> Kernel:
        """The lean kernel when built, else Debian's. Raises UnavailableError that says what to type."""
        ...


class OwnersLimits(Protocol):
    """Satisfied by accounts' PersonalLimits."""

    def hold(self, connection: sa.Connection, user_id: str) -> Limits:
        """How much the user may have. Until the transaction ends nobody else gets this answer for the same user."""
        ...


@dataclass(frozen=True)
class HostFacts:
    """The computer under the machines."""

    memory_mib: int  # all there is
    cores: int  # that this daemon, and so its VMMs, may use
    free_disk_mib: int  # where machines are kept


class Host(Protocol):
    def facts(self) -> HostFacts:
        """As they are now. Called on a worker thread, within a transaction: it must be quick."""
        ...
