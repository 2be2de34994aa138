"""What is wrong with a declaration: told when its extension is looked at, so that nothing of it is found out later by people."""

import re
from collections.abc import Iterator

from ingle.entities.errors import EntityInvalidError
from ingle.entities.model import Collection, Field, FieldType
from ingle.entities.names import OWN_FIELDS
from ingle.entities.policy.values import checked

_COLLECTION = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]{0,39}")
_FIELD = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{0,39}")
_MEASURED = frozenset({FieldType.TEXT, FieldType.INTEGER, FieldType.NUMBER})


def objections(collection: Collection) -> Iterator[str]:
    """In sentences; nothing when it is right."""
    if _COLLECTION.fullmatch(collection.name) is None:
        yield f"the collection {collection.name!r} is not called EXTENSION.NAME"
    if not collection.fields:
        yield f"the collection {collection.name} has no fields"
    if len(collection.by_name) < len(collection.fields):
        yield f"the collection {collection.name} has two fields of one name"
    for field in collection.fields:
        for what in _wrong(field):
            yield f"the field {field.name!r} of {collection.name} {what}"


def _wrong(field: Field) -> Iterator[str]:
    if _FIELD.fullmatch(field.name) is None:
        yield "is not called by letters, digits and _"
    if field.name in OWN_FIELDS:
        yield "has a name that every entity's own fields have"
    if (field.least is not None or field.most is not None) and field.type not in _MEASURED:
        yield f"has a least or most, which no {field.type} has"
    if field.unique and field.type is FieldType.JSON:
        yield "is unique, which JSON cannot be"
    if field.default is not None:
        try:
            checked(field, field.default)
        except EntityInvalidError as error:
            yield f"has a default that it does not take: {error.sentence}"
