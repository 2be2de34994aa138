"""Who gets at whose entities, and how many somebody may have."""

from ingle.base.units import MIB
from ingle.edge.errors import ScopeMissingError
from ingle.edge.identity import Caller
from ingle.entities.errors import EntitiesFullError, EntityDeniedError
from ingle.entities.model import Collection, Fill, Reach


def reach_of(caller: Caller, scope: str) -> Reach:
    """Raises ScopeMissingError, EntityDeniedError."""
    if not caller.may(scope):
        raise ScopeMissingError(f"this needs the scope {scope}", scope=scope)
    if caller.restricted:  # and no entity is ever granted
        raise EntityDeniedError("this token may only use what was granted to it")
    return Reach(caller.user_id, caller.app_id)


def check_room(collection: Collection, of_it: Fill, of_all: Fill, most: Fill) -> None:
    """`of_it`, `of_all`: what a person would have of this collection, and of all. Raises EntitiesFullError."""
    if collection.most and of_it.entities > collection.most:
        raise EntitiesFullError(
            f"you may have {collection.most} of {collection.name}; remove some first", limit=collection.most
        )
    if most.entities and of_all.entities > most.entities:
        raise EntitiesFullError(
            f"you may have {most.entities} entities; remove some first", limit=most.entities
        )
    if most.size and of_all.size > most.size:
        raise EntitiesFullError(
            f"your entities may take {most.size // MIB} MiB; remove some first", limit=most.size
        )
