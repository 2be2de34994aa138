"""A guestbook: everybody who may write signs it, everybody may read it, and it greets new machines of its own accord.

The house keeps what is signed: it checks the fields, knows whose each line is, lists them, and tells of changes. Only what is the guestbook's own is said here:
who signs is not for the signer to say.
"""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from ingle.extensions import (
    AppPage,
    Caller,
    Collection,
    Cursor,
    Entity,
    Event,
    Extension,
    Fact,
    Field,
    Limit,
    Listing,
    Scope,
    Surroundings,
    get,
    listing,
    post,
)

READ, WRITE = "guestbook:read", "guestbook:write"
SIGNED = "guestbook.signed"
LINES = Collection(
    name="guestbook.lines",
    description="what people have signed",
    fields=(
        Field("name", required=True, read_only=True, most=100),
        Field("text", required=True, least=1, most=280),
    ),
    read=READ,
    write=WRITE,
    most=100,  # of one person
    shared=True,
)


class Options(msgspec.Struct, frozen=True):
    """The section `[extensions.guestbook]` of the configuration."""

    greet_machines: bool = True


class Line(msgspec.Struct, frozen=True):
    name: str
    text: str
    at: datetime


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str


class Guestbook:
    def __init__(self, here: Surroundings) -> None:
        self._here = here
        self.entities = here.entities
        self.greets: bool = here.settings.greet_machines

    async def sign(self, user_id: str, name: str, text: str) -> Line:
        """Raises what the house raises of a field that is not right, or of too many lines."""
        lines = self.entities.of(user_id, LINES.name)
        line = line_of(await lines.create({"name": name, "text": text.strip()}))
        self._here.bus.publish(SIGNED, owner=user_id, subject=name, data=line)
        return line


def line_of(entity: Entity) -> Line:
    return Line(entity.value["name"], entity.value["text"], entity.created_at)


@asynccontextmanager
async def start(here: Surroundings) -> AsyncIterator[Guestbook]:
    yield Guestbook(here)


def routes(book: Guestbook) -> Sequence[Any]:
    @get("/lines", scope=READ, summary="Read the guestbook, the newest first")
    async def read(caller: Caller, limit: Limit = 100, cursor: Cursor = None) -> Listing[Line]:
        lines = book.entities.reading(caller, LINES.name)
        return listing(await lines.list(newest=True, after=cursor, limit=limit), line_of)

    @post("/lines", scope=WRITE, summary="Sign the guestbook")
    async def sign(caller: Caller, data: Signature) -> Line:
        return await book.sign(caller.user_id, caller.user_name, data.text)

    return [read, sign]


async def greet(book: Guestbook, fact: Fact) -> None:
    """A machine of somebody's has changed; the first time that one is seen running it is greeted."""
    machine = json.loads(msgspec.json.encode(fact.data))
    greeting = f"welcome, {machine['name']}"
    lines = book.entities.of(fact.owner, LINES.name)
    if (
        book.greets
        and machine["state"] == "running"
        and not await lines.count([("text", "eq", greeting)], own=True)
    ):
        await book.sign(fact.owner, "the guestbook", greeting)


EXTENSION = Extension(
    name="guestbook",
    start=start,
    routes=routes,
    scopes=(Scope(READ, "read the guestbook"), Scope(WRITE, "sign the guestbook")),
    events=(Event(SIGNED, "somebody has signed the guestbook", READ),),
    collections=(LINES,),
    on={"machine.changed": greet},
    settings=Options,
    pages=Path(__file__).parent / "pages",
    apps=(AppPage(name="guestbook", title="Guestbook", description="Sign it, and see who did."),),
)
