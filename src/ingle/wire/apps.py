"""Apps on the wire. An app is a program that runs in the desktop, or on a page elsewhere, and acts for people by what they grant it."""

from datetime import datetime
from typing import Any, Literal

import msgspec

Visibility = Literal["private", "unlisted", "listed"]


class App(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    name: str
    title: str
    index_url: str
    visibility: Visibility
    created_at: datetime
    updated_at: datetime
    description: str = ""
    origin: str = ""  # of an app that is known by where its pages come from
    icon: str = ""  # where its icon is to be had, below this host; "" has none
    types: list[str] = []  # of files that it opens: ".md", "text/plain", "image/*"
    maximize_on_start: bool = False
    background: bool = False  # runs without a window
    metadata: dict[str, Any] = {}
    mine: bool = False
    installed: bool = False  # by you
    opened_at: datetime | None = None  # by you, last
    maker: str = ""  # whose it is, by name; "": it came with this installation, or is a page of the web
    people: int | None = None  # who opened it; told to its owner only
    opens: int | None = None  # by all of them together; told to its owner only


class AppCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str  # unique among all, whatever its case
    index_url: str  # http, https, or a path below /sites/ of this host
    title: str = ""  # default: its name
    description: str = ""
    icon: str = ""  # a data: URL of PNG, JPEG, GIF, WebP or SVG
    types: list[str] = []
    visibility: Visibility = "private"
    maximize_on_start: bool = False
    background: bool = False
    metadata: dict[str, Any] = {}
    dedupe_name: bool = False  # take "name-1" when the name is taken


class AppUpdate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays."""

    name: str | None = None
    index_url: str | None = None
    title: str | None = None
    description: str | None = None
    icon: str | None = None  # "": none any more
    types: list[str] | None = None
    visibility: Visibility | None = None
    maximize_on_start: bool | None = None
    background: bool | None = None
    metadata: dict[str, Any] | None = None


class AppName(msgspec.Struct, frozen=True):
    name: str
    available: bool


class AppLaunchers(msgspec.Struct, frozen=True):
    """What a launcher offers."""

    recent: list[App]  # that you opened, the last first
    installed: list[App]
    recommended: list[App]  # listed, most used first


class AppOrigin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    origin: str  # "https://example.com", as browsers write it


class AppToken(msgspec.Struct, frozen=True):
    """An app's way in for you: it may what apps may, on what you granted it. Told once."""

    app_id: str
    secret: str


class AppDefault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    app: str  # name or id
