"""What an extension may declare."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from ingle.edge.capability import Event, Scope
from ingle.extensions.model import AppPage, Extension
from ingle.extensions.policy import objections


@asynccontextmanager
async def start(_here: object) -> AsyncIterator[None]:
    yield None


FINE = Extension(
    "book", start, scopes=(Scope("book:read", ""),), events=(Event("book.new", "", "book:read"),)
)


def test_what_is_named_after_itself_comes_in() -> None:
    assert objections(FINE, []) == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (replace(FINE, name="Book"), "lower-case"),
        (replace(FINE, name="../book"), "lower-case"),
        (replace(FINE, name="book", scopes=(Scope("machines:write", ""),), events=()), "machines:write"),
        (replace(FINE, events=(Event("machine.changed", "", "book:read"),)), "machine.changed"),
        (replace(FINE, events=(Event("book.new", "", "machines:read"),)), "machines:read"),
        (replace(FINE, apps=(AppPage("book", "Book"),)), "no pages"),
    ],
)
def test_what_is_named_after_others_does_not(wrong: Extension, word: str) -> None:
    (objection,) = objections(wrong, [])
    assert word in objection


def test_the_second_of_a_name_stays_out() -> None:
    assert objections(FINE, ["book"]) == ["another extension is called book"]
