"""What an extension may declare: everything it adds is named after it, so that two never meet. Pure decisions."""

import re
from collections.abc import Collection, Iterator, Sequence

from ingle import entities
from ingle.edge.capability import Event
from ingle.extensions.model import Extension

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def objections(extension: Extension, taken: Collection[str]) -> list[str]:
    """What is wrong with it, in sentences; nothing when it may come in. `taken`: names of those that are in already."""
    name = extension.name
    if _NAME.fullmatch(name) is None:
        return [f"the name {name!r} is not lower-case letters, digits and dashes"]
    found = [f"another extension is called {name}"] if name in taken else []
    found += [
        f"the scope {scope.name} does not begin with {name}:"
        for scope in extension.scopes
        if not scope.name.startswith(f"{name}:")
    ]
    found += [
        f"the event {event.type} does not begin with {name}."
        for event in extension.events
        if not event.type.startswith(f"{name}.")
    ]
    declared = {scope.name for scope in extension.scopes}
    found += [
        f"the event {event.type} needs the scope {event.scope}, which it does not declare"
        for event in extension.events
        if event.scope not in declared
    ]
    for collection in extension.collections:
        found += _wrong(name, declared, collection)
    if extension.apps and extension.pages is None:
        found.append("it has apps and no pages")
    return found


def events_of(extension: Extension) -> Sequence[Event]:
    """Its own, and those that the house tells of its entities. An app hears none of these: it sees only entities that it made."""
    told = [
        Event(type_, f"{what} in {collection.name}", collection.read, wide=True)
        for collection in extension.collections
        for type_, what in (
            (collection.changed, "something was made or changed"),
            (collection.removed, "something was removed"),
        )
    ]
    return [*extension.events, *told]


def _wrong(name: str, declared: Collection[str], collection: entities.Collection) -> Iterator[str]:
    if not collection.name.startswith(f"{name}."):
        yield f"the collection {collection.name} does not begin with {name}."
    for scope in (collection.read, collection.write):
        if scope not in declared:
            yield f"the collection {collection.name} needs the scope {scope}, which it does not declare"
    yield from entities.objections(collection)
