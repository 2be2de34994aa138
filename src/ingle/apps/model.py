"""Apps as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Visibility(StrEnum):
    PRIVATE = "private"  # only its owner finds it
    UNLISTED = "unlisted"  # whoever knows its name
    LISTED = "listed"  # everybody is offered it


@dataclass(frozen=True)
class Icon:
    type: str  # of the content: "image/png"
    content: bytes


@dataclass(frozen=True)
class App:
    id: str
    owner: str  # "": nobody's; it is known by its origin only
    name: str
    title: str
    index_url: str
    visibility: Visibility
    created_at: datetime
    updated_at: datetime
    description: str = ""
    origin: str = ""  # "": an app that was registered by name
    types: tuple[str, ...] = ()
    maximize_on_start: bool = False
    background: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)
    has_icon: bool = False


@dataclass(frozen=True)
class Use:
    """What one person has to do with one app."""

    installed: bool = False
    opened_at: datetime | None = None
    opens: int = 0


NO_USE = Use()


@dataclass(frozen=True)
class Seen:
    """An app as one person sees it."""

    app: App
    use: Use = NO_USE
    people: int | None = None  # that opened it; told to its owner
    opens: int | None = None  # by all of them together; told to its owner
