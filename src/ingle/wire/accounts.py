"""People, sessions, tokens and limits on the wire."""

from datetime import datetime

import msgspec


class Login(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/v1/login. Sets the cookie `ingle_session`. Where a one-time code is needed too, the problem `otp_required` has a `ticket`."""

    name: str  # or a confirmed e-mail address
    password: str


class User(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    admin: bool
    created_at: datetime
    email: str | None = None
    email_confirmed: bool = False
    temporary: bool = False
    suspended_at: datetime | None = None


class PersonHere(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is signed in in this browser."""

    id: str
    name: str
    temporary: bool
    suspended: bool  # and so cannot go on
    current: bool  # whom the browser acts as


class PeopleHere(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/here."""

    people: list[PersonHere]
    most: int  # that one browser keeps; when one more comes, the first one goes


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/me: who you are here, and what this way of being here may do."""

    user: User
    via: str  # "session", "token", "app" or "local" (the Unix socket)
    scopes: list[str]


class UserCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    password: str
    admin: bool = False
    email: str = ""  # counts as confirmed


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
    restricted: bool = False  # of what can be shared, it may use only what is granted to it


class TokenCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    scopes: list[str] = []  # empty: everything the creator may do
    expires_at: datetime | None = None
    restricted: bool = False


class TokenRename(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str


class TokenCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The secret is shown once, here."""

    token: Token
    secret: str


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The most that a person may have at once, and ask. 0: no limit. GET /api/v1/me/limits."""

    machines: int
    vcpus: int  # of all their machines that are awake
    memory_mib: int  # the same
    disk_mib: int  # the sizes of all their machines' disks
    snapshots: int
    storage_mib: int  # of all their files and versions of files
    requests_per_minute: int


class LimitOverrides(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PUT /api/v1/users/{user}/limits: replaces all that was set for the user. null: as the default says; 0: no limit."""

    machines: int | None = None
    vcpus: int | None = None
    memory_mib: int | None = None
    disk_mib: int | None = None
    snapshots: int | None = None
    storage_mib: int | None = None
    requests_per_minute: int | None = None


class UserLimits(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/users/{user}/limits: what was set for the user, and what holds with the defaults."""

    overrides: LimitOverrides
    in_force: Limits


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has now of what is limited. GET /api/v1/me/usage and /api/v1/users/{user}/usage."""

    machines: int
    vcpus: int  # of all their machines that are awake
    memory_mib: int  # the same
    disk_mib: int  # the sizes of all their machines' disks
    snapshots: int
    storage_mib: int  # of all their files and versions of files, rounded up
