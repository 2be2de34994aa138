"""Entities on the wire: what extensions keep for people, in collections that they declare."""

from datetime import datetime
from typing import Any, Literal

import msgspec

FieldType = Literal["text", "integer", "number", "flag", "moment", "json"]


class CollectionField(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    type: FieldType
    required: bool  # never null
    default: Any
    least: float | None  # characters of a text, or the smallest number
    most: float | None
    choices: list[Any]  # none: anything
    unique: bool  # among the entities of one owner
    read_only: bool  # only the extension itself says it


class Collection(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    description: str
    fields: list[CollectionField]
    read: str  # the scope that looking needs
    write: str
    shared: bool  # whoever may look sees everybody's
    most: int  # entities of one person; 0: any number
    max_bytes: int  # of one entity, as JSON


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    collection: str
    owner_id: str
    app_id: str  # the app that made it; "": none
    value: dict[str, Any]  # fields by name
    created_at: datetime
    updated_at: datetime


class EntityValue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of an entity. Of a new one what is left out has its default, of another it stays."""

    value: dict[str, Any]
