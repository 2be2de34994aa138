"""Entities and collections as the wire shows them."""

from typing import Any

from ingle.entities.model import Collection, Entity, Field
from ingle.wire import entities as wire


def entity(value: Entity) -> wire.Entity:
    return wire.Entity(
        id=value.id,
        collection=value.collection,
        owner_id=value.owner,
        app_id=value.app_id,
        value=dict(value.value),
        created_at=value.created_at,
        updated_at=value.updated_at,
    )


def collection(value: Collection) -> wire.Collection:
    return wire.Collection(
        name=value.name,
        description=value.description,
        fields=[_field(one) for one in value.fields],
        read=value.read,
        write=value.write,
        shared=value.shared,
        most=value.most,
        max_bytes=value.max_bytes,
    )


def _field(value: Field) -> wire.CollectionField:
    choices: list[Any] = list(value.choices)
    return wire.CollectionField(
        name=value.name,
        type=value.type.value,
        required=value.required,
        default=value.default,
        least=value.least,
        most=value.most,
        choices=choices,
        unique=value.unique,
        read_only=value.read_only,
    )
