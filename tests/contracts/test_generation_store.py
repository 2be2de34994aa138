"""The store of generations and layers keeps its promises on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from ingle.machines.model import (
    DiskLayer,
    Exit,
    Generation,
    HealthCheck,
    Kind,
    Launch,
    Machine,
    MachineRequest,
    Status,
    Timers,
    Workload,
)
from ingle.machines.names import GenerationId, LayerId, MachineId
from ingle.machines.store import generations as rows
from ingle.machines.store import machines
from ingle.runtime.db import Database

THEN = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
ODD = MachineRequest(
    "debian",
    command=("a b", "\udcff", "é"),
    env={"A": "'\"$"},
    health=HealthCheck(("true",), interval=2.0),
    timers=Timers(keep_hot=True, cold_after=3.0),
)


def lid(number: int) -> LayerId:
    return LayerId(f"lyr_{number:026d}")


def gid(number: int) -> GenerationId:
    return GenerationId(f"gen_{number:026d}")


def layer(number: int, parent: int | None = None) -> DiskLayer:
    return DiskLayer(
        lid(number), "raw" if parent is None else "qcow2", None if parent is None else lid(parent), THEN
    )


def generation(number: int, kind: Kind = Kind.SNAPSHOT, **changes: object) -> Generation:
    plain = Generation(
        id=gid(number),
        kind=kind,
        owner="" if kind is Kind.TEMPLATE else "usr_ann",
        name=f"s{number}" if kind is Kind.SNAPSHOT else "",
        key=f"{number:064d}" if kind is Kind.TEMPLATE else "",
        created_at=THEN + timedelta(seconds=number),
        machine_id=MachineId("mch_1"),
        machine_name="one",
        image_id="img_1",
        request=ODD,
        launch=Launch(("init", "\udcff"), {"PATH": "/bin"}, "app", "/srv", 2),
        layer=lid(1),
        fingerprint="qemu",
        size_bytes=2**40,
        boot=3,
        workload=Workload("exited", Exit(signal=9)),
        kernel="6.12",
        parent=gid(9),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def machine(number: int, **status: object) -> Machine:
    return Machine(
        id=MachineId(f"mch_{number:026d}"),
        owner="usr_ann",
        name=f"m{number}",
        created_at=THEN,
        image_id="img_1",
        request=ODD,
        launch=Launch(),
        timers=Timers(stop_after=5.0),
        parent=gid(1),
        source=MachineId("mch_0"),
        status=Status(**status),  # type: ignore[arg-type]
    )


def put(db: Database, *things: DiskLayer | Generation | Machine) -> None:
    for thing in things:
        match thing:
            case DiskLayer():
                db.write_now(lambda c, it=thing: rows.add_layer(c, it))  # type: ignore[misc]
            case Generation():
                db.write_now(lambda c, it=thing: rows.insert(c, it))  # type: ignore[misc]
            case Machine():
                db.write_now(lambda c, it=thing: machines.insert(c, it))  # type: ignore[misc]


def test_what_goes_in_comes_out(db: Database) -> None:
    put(db, generation(1))
    assert db.read_now(lambda c: rows.get(c, gid(1))) == generation(1)
    assert db.read_now(lambda c: rows.get(c, gid(2))) is None
    put(db, machine(1, layer=lid(1), asleep_in=gid(1), base=gid(2)))
    kept = db.read_now(lambda c: machines.get(c, machine(1).id))
    assert kept == machine(1, layer=lid(1), asleep_in=gid(1), base=gid(2))


def test_a_snapshots_name_is_its_owners_only_once(db: Database) -> None:
    put(db, generation(1))
    with pytest.raises(IntegrityError):
        put(db, generation(2, name="s1"))
    put(db, generation(3, name="s1", owner="usr_bob"))
    put(db, generation(4, Kind.SLEEP), generation(5, Kind.SLEEP))  # without a name there is none to take


def test_a_snapshot_is_found_by_its_owner_by_id_and_name(db: Database) -> None:
    put(db, generation(1), generation(2, Kind.SLEEP), generation(3, owner="usr_bob"))
    for reference in (gid(1), "s1"):
        found = db.read_now(lambda c, it=reference: rows.find_snapshot(c, "usr_ann", it))  # type: ignore[misc]
        assert found == generation(1)
        assert db.read_now(lambda c, it=reference: rows.find_snapshot(c, "usr_bob", it)) is None  # type: ignore[misc]
    assert db.read_now(lambda c: rows.find_snapshot(c, "usr_ann", gid(2))) is None
    assert [one.id for one in db.read_now(lambda c: rows.snapshots(c, "usr_ann"))] == [gid(1)]


def test_a_template_is_found_by_its_key_and_counts_as_used_then(db: Database) -> None:
    put(db, generation(1, Kind.TEMPLATE), generation(2, Kind.TEMPLATE))
    assert [one.id for one in db.read_now(rows.templates)] == [gid(2), gid(1)]
    key, later = generation(1, Kind.TEMPLATE).key, THEN + timedelta(hours=1)
    assert db.write_now(lambda c: rows.template(c, key, later)) == generation(1, Kind.TEMPLATE)
    assert [one.id for one in db.read_now(rows.templates)] == [gid(1), gid(2)]
    assert db.write_now(lambda c: rows.template(c, "no such key", later)) is None
    with pytest.raises(IntegrityError):
        put(db, generation(3, Kind.TEMPLATE, key=key))
    assert db.write_now(lambda c: rows.let_go_templates_of(c, "img_1")) == 2
    assert db.read_now(rows.templates) == []


def test_a_layer_stands_on_another_and_the_rest_is_needless(db: Database) -> None:
    put(db, layer(1), layer(2, 1), layer(3, 2), layer(4, 3), generation(1, layer=lid(4)))
    assert db.read_now(rows.tops) == {lid(4)}
    db.write_now(lambda c: rows.stand_on(c, lid(3), lid(1)))
    assert {id_: one.parent for id_, one in db.read_now(rows.layers_by_id).items()} == {
        lid(1): None,
        lid(2): lid(1),
        lid(3): lid(1),
        lid(4): lid(3),
    }
    assert db.write_now(lambda c: rows.collect(c, frozenset())).layers == [layer(2, 1)]
    assert [one.id for one in db.read_now(lambda c: rows.chain(c, lid(4)))] == [lid(4), lid(3), lid(1)]


def test_a_template_that_takes_anothers_place_is_as_long_unused(db: Database) -> None:
    put(db, generation(1, Kind.TEMPLATE), generation(2, Kind.TEMPLATE))
    fresh = generation(3, Kind.TEMPLATE)
    db.write_now(lambda c: rows.succeed(c, gid(1), fresh))
    assert [one.id for one in db.read_now(rows.templates)] == [gid(2), gid(3)]
    assert db.read_now(rows.template_uses)[gid(3)] == generation(1).created_at
    assert db.write_now(lambda c: rows.collect(c, frozenset())).generations == [gid(1)]
    with pytest.raises(IntegrityError):
        db.write_now(lambda c: rows.succeed(c, gid(2), replace(fresh, id=gid(4))))
    assert {one.id for one in db.read_now(rows.templates)} == {gid(2), gid(3)}, "all or nothing"


def test_a_chain_is_told_newest_first_and_a_broken_one_is_none(db: Database) -> None:
    put(db, layer(1), layer(2, 1), layer(3, 2), layer(5, 4))
    assert db.read_now(lambda c: rows.chain(c, lid(3))) == [layer(3, 2), layer(2, 1), layer(1)]
    assert db.read_now(lambda c: rows.chain(c, lid(5))) == []
    assert db.read_now(lambda c: rows.chain(c, lid(6))) == []


def test_what_nothing_refers_to_is_collected_with_all_that_only_it_stands_on(db: Database) -> None:
    put(db, layer(1), layer(2, 1), layer(3, 2), layer(4, 1), layer(5, 1))
    put(
        db,
        generation(1, Kind.SLEEP, layer=lid(1)),  # the base of 2
        generation(2, Kind.SLEEP, layer=lid(2), base=gid(1)),  # a machine sleeps in it
        generation(3, Kind.FORK, layer=lid(4)),  # nobody's
        generation(4, Kind.SLEEP, layer=lid(4), base=gid(3)),  # nobody's
        machine(1, asleep_in=gid(2), layer=lid(3)),
    )
    needless = db.write_now(lambda c: rows.collect(c, frozenset()))
    assert sorted(needless.generations) == [gid(3), gid(4)]
    assert sorted(one.id for one in needless.layers) == [lid(4), lid(5)]
    assert db.write_now(lambda c: rows.collect(c, frozenset())) == rows.Needless([], [])
    generations, layers = db.read_now(rows.known)
    assert generations == {gid(1), gid(2)}
    assert layers == {lid(1), lid(2), lid(3)}


def test_snapshots_templates_what_a_vmm_maps_and_what_is_pinned_stay(db: Database) -> None:
    put(db, *(layer(number) for number in range(1, 6)))
    put(
        db,
        generation(1, layer=lid(1)),
        generation(2, Kind.TEMPLATE, layer=lid(2)),
        generation(3, Kind.SLEEP, layer=lid(3)),
        generation(4, Kind.FORK, layer=lid(4)),
        machine(1, base=gid(3), layer=lid(3)),
    )
    needless = db.write_now(lambda c: rows.collect(c, frozenset({gid(4)})))
    assert needless.generations == []
    assert [one.id for one in needless.layers] == [lid(5)]
    assert db.write_now(lambda c: rows.collect(c, frozenset())).generations == [gid(4)]


def test_what_is_let_go_stays_as_long_as_something_stands_on_it(db: Database) -> None:
    put(db, layer(1), generation(1), generation(2, Kind.TEMPLATE), generation(3), machine(1, base=gid(2)))
    put(db, generation(4, Kind.SLEEP, base=gid(3)), machine(2, asleep_in=gid(4), layer=lid(1)))
    db.write_now(lambda c: rows.let_go(c, [gid(1), gid(2), gid(3)]))
    assert db.read_now(rows.templates) == []
    assert db.read_now(lambda c: rows.snapshots(c, "usr_ann")) == []
    put(db, generation(5, name="s1"))  # its name is free again
    assert db.write_now(lambda c: rows.collect(c, frozenset())).generations == [gid(1)]
    assert db.read_now(lambda c: rows.get(c, gid(2))) is not None


def test_a_delta_becomes_flat(db: Database) -> None:
    put(db, generation(1), generation(2, base=gid(1)))
    assert [one.id for one in db.read_now(rows.deltas)] == [gid(2)]
    db.write_now(lambda c: rows.become_flat(c, gid(2)))
    assert db.read_now(rows.deltas) == []


def test_history_is_bounded(db: Database) -> None:
    put(db, machine(1))
    for number in range(machines.HISTORY_KEPT + 20):
        at = THEN + timedelta(seconds=number)
        db.write_now(lambda c, at=at: machines.note(c, machine(1).id, at, Status().state, "x" * 2000))  # type: ignore[misc]
    kept = db.read_now(lambda c: machines.history_of(c, machine(1).id))
    assert len(kept) == machines.HISTORY_KEPT
    assert kept[-1][0] == THEN + timedelta(seconds=machines.HISTORY_KEPT + 19)
    assert len(kept[-1][2]) == 1000
