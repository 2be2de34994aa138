"""Requests and locks as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ingle.files import Place

Target = tuple[str, ...]
"""Names from `/dav/` down: the owner's (or `~`) first. Empty: `/dav/` itself."""


class Depth(StrEnum):
    ZERO = "0"
    ONE = "1"
    INFINITY = "infinity"


class Lock(NamedTuple):
    token: str  # as it goes over the wire
    path: str  # of what was locked, as `canonical` writes it
    deep: bool  # all that is in it, too
    shared: bool
    user_id: str  # whose
    owner: str  # XML by which the client tells people who that is
    seconds: int  # how long it holds from a refresh on
    expires_us: int


class Condition(NamedTuple):
    """Exactly one of `token` and `etag` is set."""

    negated: bool
    token: str
    etag: str


class ConditionList(NamedTuple):
    """All of them must hold for what is meant; None: for what the request is about."""

    target: Target | None
    conditions: tuple[Condition, ...]


class Touch(StrEnum):
    """What a request does to a path, as far as locks are concerned."""

    CHANGE = "change"  # what is there
    MAKE = "make"  # something new
    REMOVE = "remove"  # with all that is in it


class Conditions(NamedTuple):
    """Under which a request is to be carried out; what the headers If, If-Match and If-None-Match say."""

    lists: tuple[ConditionList, ...] = ()
    match: str | None = None
    none_match: str | None = None

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(each.token for one in self.lists for each in one.conditions if each.token)


@dataclass(frozen=True)
class Spot:
    """Where a target leads: what is there (None: nothing), what it would lie in, and its path."""

    target: Target
    place: Place | None
    parent: Place | None
    path: str

    @property
    def etag(self) -> str:
        content = self.place.entry.content if self.place else None
        return f'"{content}"' if content else ""


@dataclass(frozen=True)
class Wanted:
    """Which properties a PROPFIND asks for: these, or `every` (and these besides), or only their `names`."""

    properties: Sequence[str] = ()
    every: bool = False
    names: bool = False


@dataclass(frozen=True)
class Patch:
    """What a PROPPATCH changes, in order: the last word on a name counts. None: removed."""

    changed: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class LockWish:
    shared: bool
    owner: str
