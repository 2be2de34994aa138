"""What texts say, by the words that they have."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from ingle.files.model import Content, Entry
from ingle.files.policy import words_of
from ingle.files.store import Connection
from ingle.files.store.rows import ENTRY_COLUMNS
from ingle.files.tables import contents, entries, text_shelves, text_words, texts, trees
from ingle.runtime.prepared import Prepared

_LAST = "\U0010ffff"  # behind every word that begins with what stands before it
_BATCH = 500
_INSERT_WORD = Prepared(text_words.insert())
_SHELF = Prepared(sa.select(text_shelves.c.id).where(text_shelves.c.tree == sa.bindparam("tree")))
_FORGET = Prepared(texts.delete().where(texts.c.entry == sa.bindparam("entry_id")))


class Shelf(NamedTuple):
    """Of a tree: where it is in its changes, and how far they have been read; -1: not at all."""

    tree: str
    root: str
    newest: int
    read: int


def behind(connection: Connection, limit: int) -> list[Shelf]:
    """Trees in which something has happened that was not read."""
    read = sa.func.coalesce(text_shelves.c.number, -1)
    query = (
        sa.select(trees.c.id, trees.c.root, trees.c.number, read)
        .join_from(trees, text_shelves, text_shelves.c.tree == trees.c.id, isouter=True)
        .where(trees.c.number > read)
        .limit(limit)
    )
    return [Shelf(*row) for row in connection.execute(query)]


def mark(connection: Connection, tree: str, number: int) -> None:
    """The tree's changes are read up to this one."""
    connection.execute(
        text_shelves.update().where(text_shelves.c.id == _shelf(connection, tree)).values(number=number)
    )


def unread(connection: Connection, tree: str, entry_ids: Collection[str]) -> list[tuple[Entry, Content]]:
    """Of these, the files in this tree that hold something else than what their text was read from. Who is empty and was before has nothing to be read.

    The tree is no condition of the query: planners take its index and read all that is in the tree, to find a hundred files.
    """
    query = (
        sa.select(*ENTRY_COLUMNS, *(contents.c[name] for name in Content._fields))
        .join_from(entries, contents, contents.c.id == entries.c.content)
        .join(texts, texts.c.entry == entries.c.id, isouter=True)
        .where(
            entries.c.id.in_(entry_ids),
            (entries.c.size > 0) | texts.c.id.is_not(None),
            texts.c.content.is_distinct_from(entries.c.content),
        )
    )
    width = len(ENTRY_COLUMNS)
    found = ((Entry(*row[:width]), Content(*row[width:])) for row in connection.execute(query))
    return [(file, content) for file, content in found if file.tree == tree]


def put(connection: Connection, file: Entry, body: str) -> None:
    """Instead of what the file said before; "" is no text."""
    _FORGET.run(connection, {"entry_id": file.id})
    if not body:
        return
    shelf = _shelf(connection, file.tree)
    row = {"shelf": shelf, "entry": file.id, "content": file.content, "body": body}
    text = connection.execute(texts.insert().values(row).returning(texts.c.id)).scalar_one()
    words = [{"shelf": shelf, "word": word, "text": text} for word in sorted(words_of(body))]
    _INSERT_WORD.run_all(connection, words)


def remove_strays(connection: Connection, tree: str) -> int:
    """Some texts of entries that are not in this tree any more; how many there were."""
    there = sa.select(entries.c.id).where(entries.c.id == texts.c.entry, entries.c.tree == tree)
    query = (
        sa.select(texts.c.id)
        .join_from(texts, text_shelves)
        .where(text_shelves.c.tree == tree, ~there.exists())
        .limit(_BATCH)
    )
    strays = connection.execute(query).scalars().all()
    if strays:
        connection.execute(texts.delete().where(texts.c.id.in_(strays)))
    return len(strays)


def remove_some_of(connection: Connection, tree: str, limit: int) -> int:
    """Texts of a tree; how many there were."""
    shelf = sa.select(text_shelves.c.id).where(text_shelves.c.tree == tree).scalar_subquery()
    some = sa.select(texts.c.id).where(texts.c.shelf == shelf).limit(limit)
    return connection.execute(texts.delete().where(texts.c.id.in_(some))).rowcount


def search(connection: Connection, tree: str, words: Sequence[str], *, limit: int) -> dict[int, Entry]:
    """Files of a tree, by the ids of their texts, that have words beginning with each of these; those that were changed last come first.

    Time goes with how often the tree has the words, and with nothing of anybody else's. One statement after the other, because planners that know
    nothing of the words begin at the wrong end.
    """
    shelf = sa.select(text_shelves.c.id).where(text_shelves.c.tree == tree)
    number: int | None = connection.execute(shelf).scalar_one_or_none()
    having = (
        sa.select(text_words.c.text)
        .distinct()
        .where(text_words.c.shelf == number, text_words.c.word >= word, text_words.c.word < word + _LAST)
        for word in words
    )
    newest = (
        sa.intersect(*having).order_by(sa.desc("text")).limit(limit)
    )  # a text that was read later has a higher number
    ids = connection.execute(newest).scalars().all()
    query = (
        sa.select(texts.c.id, *ENTRY_COLUMNS)
        .join_from(
            texts, entries, sa.and_(entries.c.id == texts.c.entry, entries.c.content == texts.c.content)
        )
        .where(texts.c.id.in_(ids))
        .order_by(entries.c.modified_us.desc(), entries.c.id)
    )
    return {row[0]: Entry(*row[1:]) for row in connection.execute(query)}


def bodies(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """By the texts' ids."""
    query = sa.select(texts.c.id, texts.c.body).where(texts.c.id.in_(ids))
    return {row[0]: row[1] for row in connection.execute(query)}


def _shelf(connection: Connection, tree: str) -> int:
    """Its number; a tree has one from the first time that it is asked for. Only the indexer writes, so nobody else makes it meanwhile."""
    found = _SHELF.first(connection, {"tree": tree})
    if found is not None:
        return int(found[0])
    made = text_shelves.insert().values(tree=tree, number=-1).returning(text_shelves.c.id)
    return int(connection.execute(made).scalar_one())
