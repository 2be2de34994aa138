"""People, sessions, tokens and limits as values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class User:
    id: str
    name: str
    admin: bool
    created_at: datetime
    password_hash: str


@dataclass(frozen=True)
class Session:
    """A login in a browser. `used_at` is written at most once per SESSION_TOUCH, so that reading pages does not write."""

    id: str
    user_id: str
    secret_hash: bytes
    created_at: datetime
    used_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Token:
    """A program's way in."""

    id: str
    user_id: str
    name: str
    secret_hash: bytes
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


@dataclass(frozen=True)
class Overrides:
    """What an admin has set for one person. None: as the default says; 0: no limit."""

    machines: int | None = None
    vcpus: int | None = None
    memory_mib: int | None = None
    disk_mib: int | None = None
    snapshots: int | None = None
    requests_per_minute: int | None = None


@dataclass(frozen=True)
class Usage:
    """What a person has of what is limited; also what they ask for. Processors and memory are those of machines that are awake."""

    machines: int = 0
    vcpus: int = 0
    memory_mib: int = 0
    disk_mib: int = 0
    snapshots: int = 0
