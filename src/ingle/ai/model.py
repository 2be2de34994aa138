"""Pictures and sounds as values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Media:
    type: str  # image/png, audio/mpeg
    content: bytes
