"""Everything in a directory at once, of a tree with ten thousand entries and with a hundred thousand."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from ingle.files.model import Entry, Tree
from ingle.files.store import entries, subtrees, trees
from support.trees import Grove

Plan = dict[str, Any]  # a step of one, as PostgreSQL explains it

DIRECTORIES = 100
STAMP = "ent_stamp"
TWIN = Entry(
    "", "usr_ann", "ent_root", "twin", "directory", 0, None, None, "", 7, 0, False, None, None, None, None
)


def plant(files: int, connection: sa.Connection) -> None:
    """/d000 … /d099 with so many files each."""
    root = Entry(
        "ent_root", "usr_ann", "", "", "directory", 0, None, None, "", 0, 0, True, None, None, None, None
    )
    trees.add(connection, Tree("usr_ann", root.id, 0, 0, 0, DIRECTORIES * (files + 1)))
    top = root._replace(id="ent_top", parent=root.id, name="top", immutable=False)
    below = [top._replace(id=f"ent_{n:03}", parent=top.id, name=f"d{n:03}") for n in range(DIRECTORIES)]
    entries.add_all(connection, [root, top, *below])
    for directory in below:
        entries.add_all(
            connection,
            [
                directory._replace(
                    id=f"{directory.id}{n:04}", parent=directory.id, name=f"f{n}", kind="file", size=2
                )
                for n in range(files)
            ],
        )


@pytest.mark.parametrize("files", [100, pytest.param(1000, marks=pytest.mark.soak)])
def test_a_hundred_thousand_entries_are_weighed_copied_and_removed(grove: Grove, files: int) -> None:
    """Or a tenth of them."""
    count = DIRECTORIES * (files + 1) + 1
    grove.db.write_now(partial(plant, files))
    weight = grove.db.read_now(lambda c: subtrees.weigh(c, "ent_top"))
    assert weight == (count, DIRECTORIES * files * 2, 0, DIRECTORIES + 1)
    assert grove.db.read_now(lambda c: subtrees.height(c, "ent_top")) == 1

    def copy(connection: sa.Connection) -> str:
        return subtrees.copy(connection, "ent_top", as_=TWIN, search_key="twin", name_key="twin", stamp=STAMP)

    twin = grove.db.write_now(copy)
    assert grove.db.read_now(lambda c: subtrees.weigh(c, twin)) == weight
    listed = grove.db.read_now(lambda c: subtrees.walk(c, twin, depth=1, limit=3))
    assert [path for _, path, _ in listed] == ["d000", "d001", "d002"]
    grove.db.write_now(lambda c: subtrees.remove(c, "ent_top"))
    assert grove.db.read_now(lambda c: trees.see(c, "ent_000")) is None
    assert grove.db.read_now(lambda c: subtrees.weigh(c, twin)) == weight


def test_a_planner_that_takes_the_table_for_empty_does_not_make_a_copy_quadratic(grove: Grove) -> None:
    """PostgreSQL does when it analyses the table in the middle of a large transaction, as it may by itself. It counts here what it goes through."""
    is_planned = grove.db.engine.dialect.name == "postgresql"
    plans: list[Plan] = []

    def plant_analysed(connection: sa.Connection) -> None:
        plant(100, connection)
        if is_planned:
            with grove.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
                other.exec_driver_sql("ANALYZE entries")

    def explain(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        writes = "UPDATE contents" in statement or "INSERT INTO entries" in statement
        return f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}" if writes else statement, parameters

    def keep(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("EXPLAIN"):
            plans.append(cursor.fetchone()[0][0]["Plan"])

    def copy(connection: sa.Connection) -> str:
        if is_planned:
            event.listen(connection, "before_cursor_execute", explain, retval=True)
            event.listen(connection, "after_cursor_execute", keep)
        return subtrees.copy(connection, "ent_top", as_=TWIN, search_key="twin", name_key="twin", stamp=STAMP)

    grove.db.write_now(plant_analysed)
    twin = grove.db.write_now(copy)
    count = DIRECTORIES * 101 + 1
    assert grove.db.read_now(lambda c: subtrees.weigh(c, twin)).entries == count
    assert len(plans) == 2 * is_planned
    assert all(gone_through(plan) < count * DIRECTORIES * 3 for plan in plans), list(map(gone_through, plans))


def gone_through(plan: Plan) -> int:
    """How many rows were made or looked at in vain, in all steps."""
    rows = plan["Actual Rows"] + sum(plan[word] for word in plan if word.startswith("Rows Removed"))
    return int(rows * plan["Actual Loops"]) + sum(map(gone_through, plan.get("Plans", ())))
