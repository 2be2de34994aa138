"""What can go wrong with entities."""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError


class EntityInvalidError(InvalidError):
    """A field, or a question about one, cannot be that; `field` names it."""

    code = "entity_invalid"


class EntityNotFoundError(NotFoundError):
    """It does not exist, or the caller does not see it; they cannot tell which."""

    code = "entity_not_found"

    def __init__(self, collection: str, reference: str) -> None:
        super().__init__(f"there is no {reference[:100]!r} in {collection}", collection=collection)


class CollectionNotFoundError(NotFoundError):
    """No extension that runs has declared it."""

    code = "collection_not_found"

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no collection {name[:100]!r}; GET /api/v1/entities lists them")


class EntityTakenError(ConflictError):
    """Another entity of this owner has the same in a field that is unique."""

    code = "entity_taken"

    def __init__(self, collection: str, field: str) -> None:
        super().__init__(f"another one in {collection} has this {field}; choose another", field=field)


class EntityTooLargeError(IngleError):
    kind = Kind.TOO_LARGE
    code = "entity_too_large"


class EntitiesFullError(IngleError):
    kind = Kind.EXHAUSTED
    code = "entities_full"


class EntityDeniedError(IngleError):
    """The caller knows the entity, or the collection, and may not do that."""

    kind = Kind.FORBIDDEN
    code = "entity_denied"
