"""What a worker is told when it is started: the house's own settings, as they were then, and which open files are what. It reads them from its stdin."""

import pickle
from dataclasses import dataclass

from ingle.daemon.settings import Settings


@dataclass(frozen=True)
class Orders:
    house: int  # the pid
    worker: int  # its number, from 1
    settings: Settings
    memory: int  # descriptors, from here on
    channel: int
    doors: tuple[int, ...]

    def encode(self) -> bytes:
        """Secrets are in it: for a pipe, and nothing else."""
        return pickle.dumps(self)

    @classmethod
    def decode(cls, written: bytes) -> "Orders":
        """Of what `encode` made, by nobody but the house that started this process."""
        orders = pickle.loads(written)  # noqa: S301 - the house's own words
        assert isinstance(orders, cls)  # noqa: S101
        return orders
