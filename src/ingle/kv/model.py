"""What the key-value store knows, as values. Stored values stay JSON text (`bytes`) all the way: nobody has to understand them."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Space:
    """Where keys are unique: one person's entries of one app (""; their own). `foreign`: another app asks, by a grant."""

    user_id: str
    app_id: str = ""
    foreign: bool = False


class Entry(NamedTuple):
    key: str
    value: bytes  # JSON
    expires_at_ms: int | None = None  # milliseconds since the epoch; None: never
    private: bool = False  # only its own app, and the person, see it


class Item(NamedTuple):
    """What is to be stored."""

    key: str
    value: bytes
    expires_at_ms: int | None = None
    private: bool = False
    told: bool = False  # its person's other pages hear that it changed


class Fill(NamedTuple):
    """How much a person has, or may have (0: any amount)."""

    keys: int = 0
    size: int = 0  # bytes of keys and values
