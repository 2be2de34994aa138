"""What an extension declares, and what is kept of it: values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from ingle.base.units import KIB


class FieldType(StrEnum):
    TEXT = "text"
    INTEGER = "integer"  # between -(2^53 - 1) and 2^53 - 1, as far as every reader of JSON counts
    NUMBER = "number"
    FLAG = "flag"
    MOMENT = "moment"  # RFC 3339 with its time zone; kept and told in UTC
    JSON = "json"  # anything; nobody asks for entities by it


@dataclass(frozen=True)
class Field:
    name: str  # a letter, then letters, digits and _
    type: FieldType = FieldType.TEXT
    required: bool = False  # never null
    default: Any = None  # of an entity that is made without it, or was made before the field was declared
    least: float | None = None  # characters of a text, or the smallest number
    most: float | None = None  # characters of a text, or the largest number
    choices: tuple[Any, ...] = ()  # nothing else can be said; none: anything can
    unique: bool = False  # among the entities of one owner; an entity can then be asked for by it
    read_only: bool = False  # only the extension itself says it


@dataclass(frozen=True)
class Collection:
    """A kind of entities. It is all that there is to say: no table is made, and none is changed when fields come and go."""

    name: str  # begins with the extension's and a dot: `guestbook.entries`
    fields: tuple[Field, ...]
    read: str  # the scope that looking needs
    write: str  # the scope that making, changing and removing needs
    description: str = ""
    most: int = 1000  # entities of one person
    max_bytes: int = 64 * KIB  # of one entity, as JSON
    shared: bool = False  # whoever may look sees everybody's; changing stays the owner's
    check: Callable[[Mapping[str, Any]], None] | None = None  # of all fields together; raises an InvalidError

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def unique(self) -> Sequence[Field]:
        return [field for field in self.fields if field.unique]

    @property
    def changed(self) -> str:
        """The event of an entity that was made or changed."""
        return f"{self.name}.changed"

    @property
    def removed(self) -> str:
        return f"{self.name}.removed"


@dataclass(frozen=True)
class Entity:
    id: str
    collection: str
    owner: str  # user id
    app_id: str  # the app that made it for them; "": they themselves, or the extension
    value: Mapping[str, Any]  # every field that is declared, by name
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Reach:
    """Whose entities somebody gets at."""

    user_id: str
    app_id: str = ""  # an app gets at those that it made, and makes such
    trusted: bool = False  # the extension itself: it also says what is read-only


class How(StrEnum):
    EQUAL = "eq"
    LESS = "lt"
    AT_MOST = "lte"
    MORE = "gt"
    AT_LEAST = "gte"
    STARTS = "starts"  # of texts


class Condition(NamedTuple):
    """What must be so of an entity that is listed."""

    field: Field
    how: How
    value: Any  # of the field's type; None: it has no value


class Fill(NamedTuple):
    """How much there is, or may be (0: any amount)."""

    entities: int = 0
    size: int = 0  # bytes as JSON
