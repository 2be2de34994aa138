"""Rest and wake, snapshots and forks: what is asked of the daemon, and what is printed."""

import json
from pathlib import Path

import pytest

from ingle.cli.commands.tree import drawn
from ingle.wire.machines import Timers, TreeNode
from support.standin.program import Run
from support.standin.server import StandIn
from support.standin.world import NOW


def node(name: str, parent: str | None = None, state: str = "") -> TreeNode:
    kind = "machine" if state else "snapshot"
    return TreeNode(kind=kind, id=f"id-{name}", name=name, created_at=NOW, parent=parent, state=state)  # type: ignore[arg-type]


# --- rest and wake ---


def test_rest_and_wake_take_several(run: Run, daemon: StandIn) -> None:
    daemon.world.add_machine("two")
    assert run("sleep", "one", "two").stdout == b"one\ntwo\n"
    assert {machine.state for machine in daemon.world.machines.values()} == {"cold"}
    assert b" cold " in run("ls").stdout
    assert json.loads(run("wake", "one", "--json").stdout)["state"] == "running"
    assert json.loads(run("cool", "one", "--json").stdout)["state"] == "warm"
    assert run("wake", "nobody").returncode == 66


def test_stop_by_force_leaves_no_grace(run: Run, daemon: StandIn) -> None:
    run("stop", "--force", "one")
    run("stop", "--grace", "3", "one")
    assert daemon.world.graces == [0.0, 3.0]


def test_timers_are_shown_and_changed_one_by_one(run: Run, daemon: StandIn) -> None:
    assert run("timers", "one", "--warm-after", "90s", "--stop-after", "never").returncode == 0
    changed = run("timers", "one", "--cold-after", "1h30m", "--keep-hot").stdout.decode().splitlines()
    assert daemon.world.machine("one").timers == Timers(
        keep_hot=True, warm_after=90, cold_after=5400, stop_after=0
    )
    assert [line.split() for line in changed[1:]] == [
        ["keep-hot", "yes"],
        ["warm-after", "1m30s"],
        ["cold-after", "1h30m"],
        ["stop-after", "never"],
        ["remove-after", "default"],
    ]
    shown = json.loads(run("timers", "one", "--warm-after", "default", "--no-keep-hot", "--json").stdout)
    assert shown == {
        "keep_hot": False,
        "warm_after": None,
        "cold_after": 5400,
        "stop_after": 0,
        "remove_after": None,
    }
    assert run("timers", "one").stdout.decode().splitlines()[1].split() == ["keep-hot", "no"]
    wrong = run("timers", "one", "--warm-after", "90")
    assert (wrong.returncode, b"90s" in wrong.stderr) == (2, True)


def test_history_says_why(run: Run, daemon: StandIn) -> None:
    rows = run("history", "one").stdout.decode().splitlines()
    assert rows[0].split() == ["WHEN", "STATE", "WHY"]
    assert rows[2].endswith("failed   the disk is full")
    assert [moment["state"] for moment in json.loads(run("history", "one", "--json").stdout)] == [
        "running",
        "failed",
    ]


# --- what looks after a machine ---


def test_what_looks_after_a_machine_is_asked_for(run: Run, daemon: StandIn) -> None:
    words = ("--restart", "on-failure:3", "--health-cmd", "sh -c 'exit 0'", "--health-interval", "10s", "--health-retries", "2",
             "--keep-hot", "--remove-after", "1d")  # fmt: skip
    assert run("create", *words, "debian").returncode == 0
    assert run("run", "-d", "debian", "--restart", "always", "--health-cmd", "true", "true").returncode == 0
    first, second = daemon.world.created
    assert (first.restart.when, first.restart.max_retries) == ("on-failure", 3)
    assert first.health is not None
    assert (first.health.argv, first.health.interval, first.health.retries) == (["sh", "-c", "exit 0"], 10, 2)
    assert first.timers == Timers(keep_hot=True, remove_after=86400)
    assert (second.restart.when, second.timers, second.command) == ("always", Timers(), ["true"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--restart", "sometimes"), b"on-failure"),
        (("--restart", "on-failure:0"), b"on-failure"),
        (("--restart", "always:3"), b"on-failure"),
        (("--health-interval", "1s"), b"--health-cmd"),
        (("--health-cmd", "echo 'x"), b"--health-cmd"),
        (("--warm-after", "soon"), b"90s"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    run: Run, daemon: StandIn, words: tuple[str, ...], said: bytes
) -> None:
    refused = run("create", *words, "debian")
    assert (refused.returncode, said in refused.stderr) == (2, True)
    assert daemon.world.created == []


def test_a_terminal_keeps_the_machine_awake_only_when_asked(run: Run, daemon: StandIn) -> None:
    run("exec", "--keep-awake", "one", "true")
    run("shell", "--keep-awake", "one", "true")
    run("shell", "one", "true")
    assert [asked.keep_awake for asked in daemon.world.executed] == [True, True, False]


# --- snapshots and forks ---


def test_a_snapshot_is_made_listed_used_and_removed(run: Run, daemon: StandIn) -> None:
    empty = run("snapshot", "ls")
    assert (empty.stdout, empty.returncode, b"ingle snapshot create" in empty.stderr) == (b"", 0, True)
    made = run("snapshot", "create", "one", "before")
    assert (made.stdout, b"ingle restore one before" in made.stderr) == (b"before\n", True)
    assert run("snapshot", "create", "one", "before").returncode == 73
    table = run("snapshot", "ls").stdout.decode().splitlines()
    assert table[0].split() == ["NAME", "MACHINE", "HOLDS", "SIZE", "IMAGE", "CREATED"]
    assert table[1].startswith("before  one      memory and disk  24.0 MiB  debian")
    assert run("snapshot", "ls", "-q").stdout == b"before\n"
    assert json.loads(run("snapshot", "inspect", "before").stdout)["machine"] == "one"
    assert run("restore", "one", "before").stdout == b"one\n"
    assert json.loads(run("restore", "one", "before", "--json").stdout)["state"] == "running"
    assert run("snapshot", "rm", "before").stdout == b"before\n"
    missing = run("snapshot", "rm", "before")
    assert (missing.returncode, b"ingle snapshot ls" in missing.stderr) == (66, True)


def test_a_snapshot_of_a_machine_that_stands_holds_its_disk(run: Run, daemon: StandIn) -> None:
    daemon.world.add_snapshot("still", daemon.world.add_machine("two", state="stopped"))
    assert run("snapshot", "ls").stdout.decode().splitlines()[1].split()[:3] == ["still", "two", "disk"]
    assert json.loads(run("snapshot", "rm", "still", "--json").stdout)[0]["memory"] is False


def test_a_machine_begins_as_a_snapshot(run: Run, daemon: StandIn) -> None:
    daemon.world.add_snapshot("before", daemon.world.machine("one"))
    assert run("create", "--from", "before", "--name", "two", "--stop-after", "2h").stdout == b"two\n"
    asked = daemon.world.created[0]
    assert (asked.image, asked.snapshot, asked.command, asked.timers.stop_after) == ("", "before", None, 7200)
    both = run("create", "--from", "before", "debian")
    assert (both.returncode, b"leave one of them out" in both.stderr) == (2, True)
    neither = run("create", "--name", "three")
    assert (neither.returncode, b"--from SNAPSHOT" in neither.stderr) == (2, True)
    assert run("create", "--from", "before", "--no-start").returncode == 2
    assert len(daemon.world.created) == 1


def test_forks_are_named(run: Run, daemon: StandIn) -> None:
    assert run("fork", "one", "two").stdout == b"two\n"
    assert run("fork", "one", "many", "--count", "3").stdout == b"many-1\nmany-2\nmany-3\n"
    assert [made["source"] for made in json.loads(run("fork", "one", "--json").stdout)] == ["one"]
    assert run("fork", "one", "none", "--count", "0").returncode == 2


# --- where things came from, and what they take ---


def test_the_tree_has_lines(run: Run, daemon: StandIn) -> None:
    daemon.world.tree = [
        node("one", state="running"),
        node("before", parent="id-one"),
        node("two", parent="id-before", state="cold"),
        node("three", parent="id-one", state="warm"),
        node("alone", parent="id-removed"),
    ]
    lines = [line.rsplit("  ", 1)[0].rstrip() for line in run("tree").stdout.decode().splitlines()[1:]]
    assert lines == [
        "one        running",
        "├─ before  snapshot",
        "│  └─ two  cold",
        "└─ three   warm",
        "alone      snapshot",
    ]
    assert json.loads(run("tree", "--json").stdout)[2]["parent"] == "id-before"
    daemon.world.tree = []
    assert b"ingle run" in run("tree").stderr


def test_what_is_said_to_come_from_each_other_is_no_circle() -> None:
    one, before = node("one", parent="id-before", state="running"), node("before", parent="id-one")
    assert drawn([one, before]) == [("", one), ("└─ ", before)]


def test_the_disk_is_shown_and_tidied(run: Run, daemon: StandIn) -> None:
    rows = [line.split() for line in run("system", "df").stdout.decode().splitlines()]
    assert rows == [
        ["WHAT", "COUNT", "SIZE"],
        ["templates", "1", "48.0", "MiB"],
        ["machines", "2", "3.0", "GiB"],
        ["total", "3.0", "GiB"],
    ]
    assert [row["count"] for row in json.loads(run("system", "df", "--json").stdout)] == [1, 2]
    assert run("system", "prune", "--yes").stdout == b"0 B freed\n"
    assert json.loads(run("system", "prune", "--templates", "-y", "--json").stdout) == {
        "freed_bytes": 64 << 20
    }
    unasked = run("system", "prune")
    assert (unasked.returncode, b"--yes" in unasked.stderr) == (2, True)
    assert [asked.templates for asked in daemon.world.pruned] == [False, True]


def test_names_of_snapshots_are_completed(
    run: Run, daemon: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    daemon.world.add_snapshot("before", daemon.world.machine("one"))
    monkeypatch.setenv("_INGLE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "ingle restore one b")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert run().stdout == b"plain,before\n"
