"""People, sessions and tokens on the wire."""

from datetime import datetime

import msgspec


class Login(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/v1/login. Sets the cookie `ingle_session`."""

    name: str
    password: str


class User(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    admin: bool
    created_at: datetime


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/me: who you are here, and what this way of being here may do."""

    user: User
    via: str  # "session", "token" or "local" (the Unix socket)
    scopes: list[str]


class UserCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    password: str
    admin: bool = False


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    old: str
    new: str


class Token(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None


class TokenCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    scopes: list[str] = []  # empty: everything the creator may do
    expires_at: datetime | None = None


class TokenCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The secret is shown once, here."""

    token: Token
    secret: str
