"""People, sessions and tokens as values."""

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
