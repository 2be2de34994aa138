"""Which rows are needed, asked of both databases."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ingle.machines.store import generations as rows
from ingle.machines.tables import generations, layers
from ingle.runtime.db import Database

NOW = datetime(2026, 3, 29, tzinfo=UTC)


def keep(connection: sa.Connection, layer: str) -> None:
    """A snapshot and the layer that it has, of one transaction."""
    connection.execute(layers.insert().values(id=layer, format="qcow2", parent_id=None, created_at=NOW))
    told = dict.fromkeys(("owner", "machine_id", "image_id"), "x")
    made = {"created_at": NOW, "used_at": NOW, "layer_id": layer, "facts": {}}
    row = {**told, **made, "id": f"gen_{layer}", "kind": "snapshot", "name": layer}
    connection.execute(generations.insert().values(row))


def test_what_comes_to_be_while_the_needless_is_looked_for_is_kept(db: Database) -> None:
    db.write_now(lambda connection: keep(connection, "one"))
    between = [f"between{number}" for number in range(20)]

    def meanwhile(connection: sa.Connection, *_: Any) -> None:
        """After each statement of `collect` another one is committed; SQLite lets nobody."""
        if between and connection.info.get("collects") and db.engine.dialect.name == "postgresql":
            layer = between.pop()
            with db.engine.begin() as other:
                keep(other, layer)

    sa.event.listen(db.engine, "after_cursor_execute", meanwhile)

    def collect(connection: sa.Connection) -> rows.Needless:
        connection.info["collects"] = True
        try:
            return rows.collect(connection, frozenset())
        finally:
            del connection.info["collects"]

    try:
        needless = db.write_now(collect)
    finally:
        sa.event.remove(db.engine, "after_cursor_execute", meanwhile)
    assert (needless.generations, needless.layers) == ([], [])
    _, known = db.read_now(rows.known)
    assert known >= {"one"}
    assert len(known) == (1 if db.engine.dialect.name == "sqlite" else 1 + 20 - len(between))


def test_what_nothing_refers_to_goes(db: Database) -> None:
    def make(connection: sa.Connection) -> None:
        keep(connection, "one")
        connection.execute(
            layers.insert().values(id="stray", format="qcow2", parent_id="one", created_at=NOW)
        )

    db.write_now(make)
    needless = db.write_now(lambda connection: rows.collect(connection, frozenset()))
    assert [layer.id for layer in needless.layers] == ["stray"]
