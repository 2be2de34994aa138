"""Groups, grants, links and permissions on the wire."""

from datetime import datetime
from typing import Literal

import msgspec

Mode = Literal["see", "list", "read", "write", "manage"]  # each includes those before it
HolderKind = Literal["user", "group", "app", "token", "link"]
RecipientKind = Literal["user", "group", "app", "token"]


class Person(msgspec.Struct, frozen=True):
    id: str
    name: str


class Group(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    owner: Person
    mine: bool
    members: list[Person]
    created_at: datetime


class GroupName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/groups, PATCH /api/v1/groups/{group}."""

    name: str


class Recipient(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom something is for: a person, group or app by name or id, a token of yours by id. The groups `everyone` and `admins` are always there."""

    kind: RecipientKind
    name: str


class Grant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    kind: str  # of the object: "app", "entry"
    object: str
    name: str = ""  # of the object; "": it is gone, or you may not know of it any more
    mode: Mode
    issuer: Person
    holder_kind: HolderKind
    holder: Person  # a group, app, token or link as well
    created_at: datetime
    expires_at: datetime | None = None
    note: str = ""


class GrantCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/grants. Replaces what you had granted the same recipient on the same object."""

    kind: str
    object: str
    to: Recipient
    mode: Mode
    expires_at: datetime | None = None
    note: str = ""


class GrantUpdate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PATCH /api/v1/grants/{grant}. What is left out stays; `expires_at` null: it ends no more."""

    mode: Mode | msgspec.UnsetType = msgspec.UNSET
    expires_at: datetime | msgspec.UnsetType | None = msgspec.UNSET
    note: str | msgspec.UnsetType = msgspec.UNSET


class Link(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A way to one thing for whoever has its secret. It is revoked like any grant: DELETE /api/v1/grants/{grant_id}."""

    id: str
    grant_id: str
    kind: str
    object: str
    mode: Mode
    password: bool = False  # whether one is asked
    created_at: datetime
    expires_at: datetime | None = None
    note: str = ""


class LinkCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/links. A link lets write at most."""

    kind: str
    object: str
    mode: Mode = "read"
    expires_at: datetime | None = None
    password: str = ""
    note: str = ""


class LinkCreated(msgspec.Struct, frozen=True, kw_only=True):
    """The secret is shown once, here. It is sent like a token's; the password, where there is one, as the header `Ingle-Link-Password`."""

    link: Link
    secret: str


class LinkOpened(msgspec.Struct, frozen=True, kw_only=True):
    """GET /api/v1/links/opened, asked with a link's secret: what it opens."""

    kind: str
    object: str
    name: str
    mode: Mode
    expires_at: datetime | None = None


class Permission(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    issuer: str  # a user id
    holder_kind: HolderKind
    holder: str  # an id; of an app `USER:APP`, or `*:APP` for whomever it acts


class Permissions(msgspec.Struct, frozen=True):
    """GET /api/v1/permissions: what you permitted, and what others permitted you and your groups."""

    given: list[Permission]
    received: list[Permission]


class PermissionChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/permissions and /api/v1/permissions/withdraw (there `*` is all)."""

    to: Recipient
    names: list[str]
    whomever: bool = False  # an app of your own, for whomever it acts


class PermissionQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/v1/permissions/check."""

    names: list[str]


class PermissionAnswer(msgspec.Struct, frozen=True):
    held: dict[str, bool]
