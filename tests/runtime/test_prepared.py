"""Prepared statements say what SQLAlchemy's say, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import Database
from ingle.runtime.prepared import Prepared

tables = sa.MetaData()
things = sa.Table(
    "prepared_things",
    tables,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("good", sa.Boolean, nullable=False),
    sa.Column("at", UtcTime),
    sa.Column("words", sa.JSON, nullable=False),
)
t = things.c

ADD = Prepared(things.insert())
FIND = Prepared(things.select().where(t.name == sa.bindparam("of")))
SMALLER = Prepared(
    sa.select(t.name, t.good).where(t.size < sa.bindparam("size"), t.name != "%s").order_by(t.name).limit(2)
)
GROW = Prepared(
    things.update()
    .where(t.name == sa.bindparam("of"))
    .values(size=t.size + sa.bindparam("by"))
    .returning(t.size)
)
REMOVE = Prepared(things.delete().where(t.size >= sa.bindparam("size")))

NOON = datetime(2026, 1, 2, 12, tzinfo=timezone(timedelta(hours=9)))


@pytest.fixture
def filled(db: Database) -> Iterator[Database]:
    db.write_now(tables.create_all)
    db.write_now(lambda c: [ADD.run(c, row(name, size)) for size, name in enumerate(["é", "b", "c"])])
    yield db
    db.write_now(tables.drop_all)


def row(name: str, size: int) -> dict[str, object]:
    good = size % 2 == 0
    return {
        "name": name,
        "size": size,
        "data": b"\0%s",
        "good": good,
        "at": NOON if good else None,
        "words": ["w", 1],
    }


def test_values_and_rows_have_the_types_of_their_columns(filled: Database) -> None:
    found = filled.read_now(lambda c: FIND.first(c, {"of": "é"}))
    assert found == ("é", 0, b"\0%s", True, NOON.astimezone(UTC), ["w", 1])
    assert isinstance(found[2], bytes)
    assert found[3] is True
    assert found[4].tzinfo is UTC
    same = filled.read_now(lambda c: c.execute(things.select().where(t.name == "é")).one())
    assert found == tuple(same)
    assert filled.read_now(lambda c: FIND.first(c, {"of": "nobody"})) is None


def test_literals_of_the_statement_stand_beside_the_values(filled: Database) -> None:
    assert filled.read_now(lambda c: SMALLER.all(c, {"size": 9})) == [("b", False), ("c", True)]
    assert filled.read_now(lambda c: SMALLER.all(c, {"size": 1})) == [("é", True)]


def test_several_are_added_with_one_call(filled: Database) -> None:
    filled.write_now(lambda c: ADD.run_all(c, [row("d", 3), row("e", 4)]))
    found = filled.read_now(lambda c: FIND.first(c, {"of": "e"}))
    assert found == ("e", 4, b"\0%s", True, NOON.astimezone(UTC), ["w", 1])
    with pytest.raises(sa.exc.IntegrityError):
        filled.write_now(lambda c: ADD.run_all(c, [row("f", 5), row("d", 6)]))
    assert filled.read_now(lambda c: FIND.first(c, {"of": "f"})) is None
    filled.write_now(lambda c: ADD.run_all(c, []))


def test_what_is_changed_is_counted_or_told_and_goes_with_its_transaction(filled: Database) -> None:
    def grow_and_fail(connection: sa.Connection) -> None:
        assert GROW.first(connection, {"of": "b", "by": 10}) == (11,)
        raise LookupError

    with pytest.raises(LookupError):
        filled.write_now(grow_and_fail)
    assert filled.write_now(lambda c: GROW.first(c, {"of": "b", "by": 10})) == (11,)
    assert filled.write_now(lambda c: REMOVE.run(c, {"size": 2})) == 2
    assert filled.read_now(lambda c: SMALLER.all(c, {"size": 99})) == [("é", True)]


def test_errors_are_sqlalchemys_and_tell_no_values(filled: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError) as raised:
        filled.write_now(lambda c: ADD.run(c, row("b", 1) | {"words": ["secret"]}))
    assert "secret" not in str(raised.value)
    assert filled.read_now(lambda c: FIND.first(c, {"of": "c"})) is not None


def test_a_list_of_values_is_refused(filled: Database) -> None:
    several = Prepared(sa.select(t.name).where(t.name.in_(["b", "c"])))
    with pytest.raises(AssertionError):
        filled.read_now(lambda c: several.all(c, {}))
