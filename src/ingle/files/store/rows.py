"""Rows as values."""

from typing import Any

import sqlalchemy as sa

from ingle.files.model import Entry
from ingle.files.policy import name_key, search_key
from ingle.files.tables import entries

ENTRY_COLUMNS: tuple[sa.ColumnElement[Any], ...] = tuple(entries.c[name] for name in Entry._fields)


def entry(row: Any) -> Entry:
    """Of a row that begins with ENTRY_COLUMNS."""
    return Entry(*row[: len(ENTRY_COLUMNS)])


def values(one: Entry) -> dict[str, Any]:
    """What is inserted for an entry. Roots have no name, and are told apart by whose they are."""
    key = name_key(one.name) if one.parent else one.tree
    return {**one._asdict(), "name_key": key, "search_key": search_key(one.name)}
