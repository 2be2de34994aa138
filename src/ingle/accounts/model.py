"""People, sessions, tokens and limits as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Literal

SessionKind = Literal["web", "app"]  # a browser's, or one that an app acts by
Purpose = Literal["otp", "confirm_email", "recovery", "passkey_made", "passkey_used", "oidc", "captcha"]


class Mode(IntEnum):
    """What somebody may do with a thing that can be shared; each includes those before it. On the wire in lower case."""

    SEE = 1  # know that it is there, and pass through it
    LIST = 2  # and see what is in it
    READ = 3  # and its content
    WRITE = 4  # and change, add, move and remove
    MANAGE = 5  # and share it


@dataclass(frozen=True)
class User:
    id: str
    name: str
    admin: bool
    created_at: datetime
    password_hash: str  # "": nobody comes in by a password
    email: str = ""  # "": none
    email_confirmed: bool = False
    temporary: bool = False  # gone when their last session is
    suspended_at: datetime | None = None


@dataclass(frozen=True)
class Visitor:
    """Where a request comes from."""

    address: str  # of the peer; "local" on the Unix socket
    user_agent: str = ""


@dataclass(frozen=True)
class Session:
    """A login in a browser. `used_at` is written at most once per SESSION_TOUCH, so that reading pages does not write."""

    id: str
    user_id: str
    secret_hash: bytes
    created_at: datetime
    used_at: datetime
    expires_at: datetime
    kind: SessionKind = "web"
    label: str = ""
    address: str = ""  # coarse, see policy.coarse_address
    user_agent: str = ""
    elevated_until: datetime | None = None  # until then dangerous things need no password again


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is taken over from another system."""

    name: str
    password_hash: str  # Argon2 or bcrypt; "": they get a password by a letter or an admin
    email: str = ""
    admin: bool = False


@dataclass(frozen=True)
class Letter:
    """An e-mail to one person, twice the same: as text and as HTML."""

    to: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Ticket:
    """A secret that is good once and not for long, for one purpose."""

    id: str
    purpose: Purpose
    user_id: str | None
    data: Mapping[str, Any]
    expires_at: datetime


@dataclass(frozen=True)
class Invite:
    id: str
    note: str
    uses_left: int
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class OneTimePassword:
    user_id: str
    secret: bytes  # sealed
    enabled_at: datetime | None  # None: being set up
    last_step: int  # of the newest code that was used


@dataclass(frozen=True)
class Passkey:
    id: str
    user_id: str
    name: str
    host: str  # the name under which it was made, and works
    credential_id: bytes
    public_key: bytes
    sign_count: int
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Identity:
    """Who somebody is to a provider of logins."""

    issuer: str
    subject: str
    user_id: str
    provider: str  # its name in the settings
    email: str
    created_at: datetime


@dataclass(frozen=True)
class Deed:
    """A line of the audit log: who did what to whom, from where, when."""

    id: str
    at: datetime
    action: str
    actor_id: str  # "": nobody who is known
    actor_name: str
    subject_id: str
    subject_name: str
    via: str
    address: str
    detail: str = ""


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
    app_id: str = ""  # the app that acts by it; its scopes are then those that apps have
    restricted: bool = False  # may use only what was granted to this very token


@dataclass(frozen=True)
class Group:
    """People together, so that something can be granted to all of them. Its owner says who is in."""

    id: str
    owner: str
    name: str
    created_at: datetime
    members: tuple[str, ...] = ()  # user ids, in the order of their ids


class HolderKind(StrEnum):
    USER = "user"
    GROUP = "group"
    APP = "app"  # acting for one person: the id is `USER:APP`; `*:APP`: whomever it acts for
    TOKEN = "token"  # noqa: S105 - a kind
    LINK = "link"


@dataclass(frozen=True)
class Holder:
    """Whom a grant is for."""

    kind: HolderKind
    id: str


@dataclass(frozen=True)
class Granted:
    """What the question needs of a grant."""

    object: str
    issuer: str
    holder: Holder
    mode: Mode


@dataclass(frozen=True)
class Grant:
    """Who may do what with which thing, and who said so."""

    id: str
    issuer: str
    holder: Holder
    kind: str  # of the object: "entry", "app", "site"
    object: str
    mode: Mode
    created_at: datetime
    expires_at: datetime | None = None
    note: str = ""  # of who gave it, to whoever reads the row


@dataclass(frozen=True)
class Link:
    """A way to a thing for whoever has its secret; what it opens is granted to it like to anybody."""

    id: str
    issuer: str
    secret_hash: bytes
    password_hash: str | None
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class Permission:
    """A named thing that somebody may, such as `driver:puter-chat-completion`; there are no modes of it, and it lies in nothing."""

    holder: Holder
    issuer: str
    name: str


@dataclass(frozen=True)
class Overrides:
    """What an admin has set for one person. None: as the default says; 0: no limit."""

    machines: int | None = None
    vcpus: int | None = None
    memory_mib: int | None = None
    disk_mib: int | None = None
    snapshots: int | None = None
    storage_mib: int | None = None
    requests_per_minute: int | None = None


@dataclass(frozen=True)
class Usage:
    """What a person has of what is limited; also what they ask for. Processors and memory are those of machines that are awake."""

    machines: int = 0
    vcpus: int = 0
    memory_mib: int = 0
    disk_mib: int = 0
    snapshots: int = 0
    storage_mib: int = 0  # of their files, rounded up
