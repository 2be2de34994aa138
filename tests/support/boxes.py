"""An extension that keeps entities, as if it were installed."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from ingle.extensions import Collection, Extension, Field, FieldType, InvalidError, Scope
from ingle.extensions.loading import GROUP

READ, WRITE = "box:read", "box:write"


def _not_done_and_unnamed(value: Mapping[str, Any]) -> None:
    if value["done"] and not value["title"]:
        raise InvalidError("what is done has a title", field="title")


TASKS = Collection(
    name="box.tasks",
    description="what is to be done",
    fields=(
        Field("title", most=40),
        Field("slug", unique=True, most=20),
        Field("done", FieldType.FLAG, required=True, default=False),
        Field("stars", FieldType.INTEGER, least=0, most=5),
        Field("weight", FieldType.NUMBER),
        Field("due", FieldType.MOMENT),
        Field("colour", choices=("red", "blue")),
        Field("more", FieldType.JSON),
        Field("rank", FieldType.INTEGER, read_only=True),
    ),
    read=READ,
    write=WRITE,
    most=5,
    max_bytes=600,
    check=_not_done_and_unnamed,
)
NOTES = Collection("box.notes", (Field("text", required=True),), read=READ, write=WRITE, shared=True)


@asynccontextmanager
async def _nothing(_here: object) -> AsyncIterator[None]:
    yield None


BOX = Extension(
    "box",
    _nothing,
    scopes=(Scope(READ, "look into the box", apps=True), Scope(WRITE, "put into the box", apps=True)),
    collections=(TASKS, NOTES),
)


@contextmanager
def box_installed() -> Iterator[None]:
    """Daemons that begin meanwhile have it."""
    point = EntryPoint("box", "support.boxes:BOX", GROUP)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingle.extensions.loading.entry_points", lambda group: [point])
        yield
