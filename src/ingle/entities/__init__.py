"""Entities: things with declared fields, which the house keeps for extensions, checks, lists and tells of.

The front door. An extension declares collections; whose an entity is, what its fields can be and how many somebody has are held here
(docs/decisions/0048).
"""

from ingle.entities.errors import EntityNotFoundError
from ingle.entities.estate import EntityEstate
from ingle.entities.model import Collection, Entity, Field, FieldType
from ingle.entities.policy import Words, objections
from ingle.entities.service import Entities, Holding

__all__ = [
    "Collection",
    "Entities",
    "Entity",
    "EntityEstate",
    "EntityNotFoundError",
    "Field",
    "FieldType",
    "Holding",
    "Words",
    "objections",
]
