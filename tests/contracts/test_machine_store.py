"""The machines' store keeps its promises on SQLite and on PostgreSQL."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ingle.machines.model import (
    Exit,
    Intent,
    Launch,
    Machine,
    MachineRequest,
    State,
    Status,
    StopCause,
    VmmRecord,
    Workload,
)
from ingle.machines.names import MachineId
from ingle.machines.store import machines as rows
from ingle.runtime.db import Database

THEN = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def machine(number: int = 1, *, owner: str = "usr_ann", name: str | None = None) -> Machine:
    return Machine(
        id=MachineId(f"mch_{number:026d}"),
        owner=owner,
        name=name or f"m{number}",
        created_at=THEN,
        image_id="img_1",
        request=MachineRequest(
            "debian", command=("a b", "\n", "é", "\U0001f525"), env={"A": "'\"$"}, labels={"k": "v"}, tty=True
        ),
        launch=Launch(("init", "a b"), {"PATH": "/bin"}, "app:app", "/srv", 2),
        labels={"k": "v"},
    )


BUSY = Status(
    intent=Intent.RUNNING,
    state=State.FAILED,
    boot=3,
    vmm=VmmRecord(4_000_000, 2**40, "c0ffee"),
    workload=Workload("exited", Exit(signal=9), restarts=3, health="unhealthy", backing_off=True),
    started_at=THEN.astimezone(timezone(timedelta(hours=9))),
    stopped_at=THEN,
    stop_cause=StopCause.KILLED,
    error="out of luck",
    engine="qemu/tcg",
    kernel="6.12",
)


def add(db: Database, *machines: Machine) -> None:
    for one in machines:
        db.write_now(lambda connection, one=one: rows.insert(connection, one))  # type: ignore[misc]


def test_what_is_kept_comes_back(db: Database) -> None:
    kept = replace(machine(), status=BUSY)
    add(db, kept)
    found = db.read_now(lambda connection: rows.get(connection, kept.id))
    assert found == kept
    assert found is not None
    assert found.status.started_at is not None
    assert found.status.started_at.tzinfo is not None


def test_a_status_is_replaced_whole_and_nothing_else(db: Database) -> None:
    add(db, replace(machine(), status=BUSY))
    db.write_now(lambda connection: rows.rename(connection, machine().id, "other"))
    saved = db.write_now(lambda connection: rows.save_status(connection, machine().id, Status()))
    assert saved == replace(machine(name="other"), status=Status())


def test_a_machine_is_found_by_id_or_name_by_its_owner_only(db: Database) -> None:
    add(db, machine(1), machine(2, owner="usr_bob", name="m1"))
    for reference in ("m1", machine(1).id):
        found = db.read_now(lambda c, reference=reference: rows.find(c, "usr_ann", reference))  # type: ignore[misc]
        assert found == machine(1)
    assert db.read_now(lambda c: rows.find(c, "usr_ann", machine(2).id)) is None
    assert db.read_now(lambda c: rows.find(c, "usr_eve", "m1")) is None


def test_a_name_is_an_owners_only_one(db: Database) -> None:
    add(db, machine(1), machine(2, owner="usr_bob", name="m1"), machine(3))
    with pytest.raises(IntegrityError):
        add(db, machine(4, name="m1"))
    with pytest.raises(IntegrityError):
        db.write_now(lambda c: rows.rename(c, machine(3).id, "m1"))
    assert db.read_now(lambda c: rows.named(c, "usr_ann", "m3")) == machine(3)


def test_of_many_who_want_a_name_at_once_one_gets_it(db: Database) -> None:
    won: list[int] = []

    def want(number: int) -> None:
        try:
            add(db, machine(number, name="same"))
        except IntegrityError:
            return
        won.append(number)

    threads = [threading.Thread(target=want, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_pages_are_in_order_and_complete(db: Database) -> None:
    add(db, *(machine(number) for number in (3, 1, 2)), machine(4, owner="usr_bob"))
    first = db.read_now(lambda c: rows.page(c, "usr_ann", after=None, limit=2))
    rest = db.read_now(lambda c: rows.page(c, "usr_ann", after=first[-1].id, limit=2))
    assert [one.name for one in (*first, *rest)] == ["m1", "m2", "m3"]
    assert len(db.read_now(rows.everyone)) == 4


def test_a_page_goes_on_after_one_that_is_gone(db: Database) -> None:
    add(db, *(machine(number) for number in (1, 2, 3)))
    db.write_now(lambda c: rows.delete(c, machine(1).id))
    rest = db.read_now(lambda c: rows.page(c, "usr_ann", after=machine(1).id, limit=9))
    assert [one.name for one in rest] == ["m2", "m3"]
    assert db.read_now(lambda c: rows.page(c, "usr_ann", after="null", limit=9)) == []


def test_names_on_an_image(db: Database) -> None:
    add(db, machine(2), machine(1), machine(3, owner="usr_bob"))
    assert db.read_now(lambda c: rows.names_on_image(c, "img_1")) == ["m1", "m2", "m3"]
    assert db.read_now(lambda c: rows.names_on_image(c, "img_2")) == []


def test_what_is_deleted_is_gone(db: Database) -> None:
    add(db, machine())
    db.write_now(lambda c: rows.delete(c, machine().id))
    db.write_now(lambda c: rows.delete(c, machine().id))
    assert db.read_now(lambda c: rows.get(c, machine().id)) is None
    for change in (
        lambda c: rows.save_status(c, machine().id, BUSY),
        lambda c: rows.rename(c, machine().id, "x"),
        lambda c: rows.label(c, machine().id, {}),
    ):
        assert db.write_now(change) is None


def test_a_failed_transaction_leaves_nothing(db: Database) -> None:
    def fail(connection: sa.Connection) -> None:
        rows.insert(connection, machine())
        raise LookupError

    with pytest.raises(LookupError):
        db.write_now(fail)
    assert db.read_now(rows.everyone) == []
