"""Rest and wake, snapshots and forks, through the face without await."""

import pytest

from ingle.sdk import ConflictError, HealthCheck, Ingle, NotFoundError, Restart, Timers
from ingle.sdk.sync.machines import Machine
from ingle.wire.machines import TreeNode
from support.standin.server import StandIn
from support.standin.world import NOW


def test_rest_and_wake_renew_what_is_known(one: Machine) -> None:
    seen = []
    for verb in (one.cool, one.wake, one.sleep, one.wake):
        verb()
        seen.append(one.state)
    assert seen == ["warm", "running", "cold", "running"]


def test_a_snapshot_is_made_found_restored_and_removed(ingle: Ingle, one: Machine) -> None:
    made = one.snapshot("before")
    assert (made.name, made.machine, made.memory) == ("before", "one", True)
    with pytest.raises(ConflictError) as taken:
        one.snapshot("before")
    assert taken.value.code == "snapshot_name_taken"
    assert ingle.snapshots.get(made.id) == ingle.snapshots.list()[0] == made
    one.stop()
    one.restore("before")
    assert one.state == "running"
    ingle.snapshots.remove("before")
    with pytest.raises(NotFoundError) as gone:
        ingle.snapshots.get("before")
    assert gone.value.code == "snapshot_not_found"


def test_a_machine_is_not_restored_to_another_ones_snapshot(ingle: Ingle, daemon: StandIn) -> None:
    daemon.world.add_snapshot("other", daemon.world.add_machine("two"))
    with pytest.raises(ConflictError) as other:
        ingle.machines.get("one").restore("other")
    assert other.value.code == "snapshot_of_another"


def test_a_machine_begins_as_a_snapshot(ingle: Ingle, daemon: StandIn, one: Machine) -> None:
    one.snapshot("before")
    machine = ingle.machines.create(name="two", snapshot="before", timers=Timers(keep_hot=True))
    asked = daemon.world.created[0]
    assert (asked.image, asked.snapshot, asked.timers) == ("", "before", Timers(keep_hot=True))
    assert (machine.name, machine.details.source) == ("two", "before")


def test_forks_are_machines(one: Machine) -> None:
    assert [fork.name for fork in one.fork("two")] == ["two"]
    first, second = one.fork("many", 2)
    assert (first.name, second.name, second.details.source) == ("many-1", "many-2", "one")
    first.sleep()
    assert (first.state, second.state) == ("cold", "running")


def test_what_looks_after_a_machine_is_asked_for(ingle: Ingle, daemon: StandIn) -> None:
    health = HealthCheck(argv=["true"], interval=5)
    machine = ingle.machines.create(
        "debian", restart=Restart(when="always"), health=health, timers=Timers(stop_after=60)
    )
    asked = daemon.world.created[0]
    assert (asked.restart.when, asked.health, asked.timers.stop_after) == ("always", health, 60)
    assert machine.details.health == health


def test_timers_that_are_not_named_stay_as_they_are(ingle: Ingle, daemon: StandIn, one: Machine) -> None:
    one.set_timers(warm_after=0, stop_after=3600, keep_hot=True)
    stale = ingle.machines.get("one")
    one.set_timers(cold_after=60)
    stale.set_timers(stop_after=None)
    assert stale.details.timers == Timers(keep_hot=True, warm_after=0, cold_after=60)
    assert daemon.world.machine("one").timers == stale.details.timers


def test_history_tree_and_storage_are_values(ingle: Ingle, daemon: StandIn, one: Machine) -> None:
    assert [(moment.state, moment.detail) for moment in one.history()] == [
        ("running", ""),
        ("failed", "the disk is full"),
    ]
    daemon.world.tree = [TreeNode(kind="machine", id=one.id, name="one", created_at=NOW, state="running")]
    assert list(ingle.tree()) == daemon.world.tree
    assert [(row.what, row.count) for row in ingle.storage()] == [("templates", 1), ("machines", 2)]
    assert (ingle.prune(), ingle.prune(templates=True)) == (0, 64 << 20)


def test_a_terminal_keeps_the_machine_awake_only_when_asked(daemon: StandIn, one: Machine) -> None:
    for awake in (False, True):
        with one.shell(argv=["true"], keep_awake=awake) as shell:
            shell.wait()
    assert [asked.keep_awake for asked in daemon.world.executed] == [False, True]
