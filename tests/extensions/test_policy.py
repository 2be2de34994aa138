"""What an extension may declare."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from ingle.edge.capability import Event, Scope
from ingle.entities import Collection, Field
from ingle.extensions.model import AppPage, Extension
from ingle.extensions.policy import events_of, objections


@asynccontextmanager
async def start(_here: object) -> AsyncIterator[None]:
    yield None


FINE = Extension(
    "book", start, scopes=(Scope("book:read", ""),), events=(Event("book.new", "", "book:read"),)
)

PAGES = Collection("book.pages", (Field("text"),), read="book:read", write="book:read")


def test_the_house_tells_of_its_entities_but_not_to_apps() -> None:
    told = events_of(replace(FINE, collections=(PAGES,)))
    assert [(event.type, event.scope, event.wide) for event in told] == [
        ("book.new", "book:read", False),
        ("book.pages.changed", "book:read", True),
        ("book.pages.removed", "book:read", True),
    ]


def test_what_is_named_after_itself_comes_in() -> None:
    assert objections(FINE, []) == []
    assert objections(replace(FINE, collections=(PAGES,)), []) == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (replace(FINE, name="Book"), "lower-case"),
        (replace(FINE, name="../book"), "lower-case"),
        (replace(FINE, name="book", scopes=(Scope("machines:write", ""),), events=()), "machines:write"),
        (replace(FINE, events=(Event("machine.changed", "", "book:read"),)), "machine.changed"),
        (replace(FINE, events=(Event("book.new", "", "machines:read"),)), "machines:read"),
        (replace(FINE, apps=(AppPage("book", "Book"),)), "no pages"),
        (replace(FINE, collections=(replace(PAGES, name="other.pages"),)), "does not begin with book."),
        (replace(FINE, collections=(replace(PAGES, write="book:write"),)), "book:write"),
        (replace(FINE, collections=(replace(PAGES, fields=()),)), "no fields"),
    ],
)
def test_what_is_named_after_others_does_not(wrong: Extension, word: str) -> None:
    (objection,) = objections(wrong, [])
    assert word in objection


def test_the_second_of_a_name_stays_out() -> None:
    assert objections(FINE, ["book"]) == ["another extension is called book"]
