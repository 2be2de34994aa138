"""Sites on the wire. A site shows a directory of its owner's files to everybody, or to those who may read it."""

from datetime import datetime

import msgspec


class Site(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    name: str
    directory_id: str  # the entry that is shown, wherever it is moved
    path: str  # where it lies on this host, in a sandbox
    created_at: datetime
    updated_at: datetime
    label: str = ""  # put before this host's name and a dot, it is the site's own host; "" where the operator names domains
    hosts: list[str] = []  # its own hosts as far as they are known
    domain: str = ""  # the host that an admin gave it
    private: bool = False
    fallback: bool = False  # index.html is shown for what is not there
    app_id: str = ""


class SiteCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str  # unique among all: letters, digits and dashes
    directory: str  # its path or id; one of your own
    private: bool = False
    fallback: bool = False
    app_id: str = ""  # the app that it belongs to


class SiteUpdate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays."""

    name: str | None = None
    directory: str | None = None
    domain: str | None = None  # given by admins only; "": none any more
    private: bool | None = None
    fallback: bool | None = None


class SiteVisit(msgspec.Struct, frozen=True, kw_only=True):
    path: str  # on this host; whoever has it sees the site as you do
    expires_at: datetime
