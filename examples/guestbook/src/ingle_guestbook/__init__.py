"""A guestbook: everybody who may write signs it, everybody may read it, and it greets new machines of its own accord."""

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
    Event,
    Extension,
    Fact,
    InvalidError,
    Listing,
    Scope,
    Surroundings,
    get,
    post,
)

READ, WRITE = "guestbook:read", "guestbook:write"
SIGNED = "guestbook.signed"


class Options(msgspec.Struct, frozen=True):
    """The section `[extensions.guestbook]` of the configuration."""

    most: int = 100  # entries that are kept
    greet_machines: bool = True


class Entry(msgspec.Struct, frozen=True):
    name: str
    text: str
    at: datetime


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str


class Guestbook:
    def __init__(self, here: Surroundings) -> None:
        self._here = here
        self._file: Path = here.folder / "entries.json"
        self.entries: list[Entry] = []
        if self._file.exists():
            self.entries = msgspec.json.decode(self._file.read_bytes(), type=list[Entry])

    def sign(self, user_id: str, name: str, text: str) -> Entry:
        """Raises InvalidError."""
        if not text.strip() or len(text) > 280:
            raise InvalidError("say something, in at most 280 characters", field="text")
        entry = Entry(name, text.strip(), self._here.clock.now())
        self.entries = [*self.entries, entry][-self._here.settings.most :]
        beside = self._file.with_suffix(".new")
        beside.write_bytes(msgspec.json.encode(self.entries))
        beside.replace(self._file)
        self._here.bus.publish(SIGNED, owner=user_id, subject=name, data=entry)
        return entry


@asynccontextmanager
async def start(here: Surroundings) -> AsyncIterator[Guestbook]:
    yield Guestbook(here)


def routes(book: Guestbook) -> Sequence[Any]:
    @get("/entries", scope=READ, summary="Read the guestbook")
    async def entries() -> Listing[Entry]:
        return Listing(book.entries)

    @post("/entries", scope=WRITE, summary="Sign the guestbook")
    async def sign(caller: Caller, data: Signature) -> Entry:
        return book.sign(caller.user_id, caller.user_name, data.text)

    return [entries, sign]


async def greet(book: Guestbook, fact: Fact) -> None:
    """A machine of somebody's has changed; the first time that one is seen running it is greeted."""
    machine = json.loads(msgspec.json.encode(fact.data))
    greeting = f"welcome, {machine['name']}"
    if machine["state"] == "running" and all(entry.text != greeting for entry in book.entries):
        book.sign(fact.owner, "the guestbook", greeting)


EXTENSION = Extension(
    name="guestbook",
    start=start,
    routes=routes,
    scopes=(Scope(READ, "read the guestbook"), Scope(WRITE, "sign the guestbook")),
    events=(Event(SIGNED, "somebody has signed the guestbook", READ),),
    on={"machine.changed": greet},
    settings=Options,
    pages=Path(__file__).parent / "pages",
    apps=(AppPage(name="guestbook", title="Guestbook", description="Sign it, and see who did."),),
)
