"""The words of machines as values. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Exit:
    """How a process ended: exactly one of both is set."""

    code: int | None = None
    signal: int | None = None
