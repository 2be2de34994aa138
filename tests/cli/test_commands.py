"""Every other command: what it prints, for people and for programs, and what it exits with."""

import json
import os
import stat
from pathlib import Path

import pytest

from ingle.base.errors import Kind
from ingle.cli.exits import exit_code
from ingle.wire.machines import Workload
from support.standin.program import Run
from support.standin.server import StandIn


def test_ls_lists_helps_and_names(run: Run, daemon: StandIn) -> None:
    table = run("ls").stdout.decode().splitlines()
    assert table[0].split() == ["NAME", "STATE", "IMAGE", "SIZE", "COMMAND", "CREATED"]
    assert table[1].startswith("one   running  debian")
    assert run("ls", "-q").stdout == b"one\n"
    assert [machine["name"] for machine in json.loads(run("ls", "--json").stdout)] == ["one"]
    daemon.world.machines.clear()
    empty = run("ls")
    assert (empty.stdout, empty.returncode) == (b"", 0)
    assert b"ingle run debian" in empty.stderr


def test_inspect_is_an_object_or_a_list(run: Run, daemon: StandIn) -> None:
    daemon.world.add_machine("two")
    assert json.loads(run("inspect", "one").stdout)["name"] == "one"
    assert [each["name"] for each in json.loads(run("inspect", "one", "two", "--json").stdout)] == [
        "one",
        "two",
    ]


def test_create_prints_the_name_wherever_the_options_stand(run: Run, daemon: StandIn) -> None:
    assert run("create", "--name", "two", "debian").stdout == b"two\n"
    made = json.loads(
        run("create", "debian", "--name", "three", "--json", "--cpus", "2", "--", "sleep", "-x").stdout
    )
    assert (made["name"], made["vcpus"], made["command"]) == ("three", 2, ["sleep", "-x"])
    assert run("create", "debian", "-l", "a=b", "--entrypoint", "sh -c 'x y'", "--no-start").returncode == 0
    asked = daemon.world.created[-1]
    assert (asked.labels, asked.entrypoint, asked.start) == ({"a": "b"}, ["sh", "-c", "x y"], False)
    wrong = run("create", "--memory", "512", "debian")
    assert wrong.returncode == 2
    assert b"512m" in wrong.stderr


def test_the_verbs_take_several_and_go_on_after_a_failure(run: Run, daemon: StandIn) -> None:
    daemon.world.add_machine("two")
    stopped = run("stop", "one", "nobody", "two")
    assert (stopped.stdout, stopped.returncode) == (b"one\ntwo\n", 66)
    assert b"nobody" in stopped.stderr
    assert [json.loads(run("start", "one", "--json").stdout)["state"], run("pause", "one").stdout] == [
        "running",
        b"one\n",
    ]
    assert run("resume", "one").returncode == 0
    assert run("restart", "one").returncode == 0
    assert run("rename", "one", "uno").stdout == b"uno\n"
    refused = run("rm", "uno")
    assert (refused.returncode, refused.stdout) == (73, b"")
    assert run("rm", "-f", "uno", "two").stdout == b"uno\ntwo\n"


def test_errors_are_a_line_and_an_exit_code(
    run: Run, daemon: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = run("inspect", "nobody")
    assert (missing.stdout, missing.returncode) == (b"", 66)
    assert missing.stderr == b"error: there is no machine 'nobody'; `ingle ls` lists yours\n"
    assert b"Did you mean 'stop'" in run("stpo").stderr
    assert run("stpo").returncode == run("ls", "--nope").returncode == 2
    monkeypatch.setenv("INGLE_TOKEN", "wrong")
    stranger = run("whoami")
    assert stranger.returncode == 67
    assert b"ingle login" in stranger.stderr
    monkeypatch.setenv("INGLE_SOCKET", "/nowhere/ingle.sock")
    down = run("ls")
    assert down.returncode == 69
    assert b"scripts/up" in down.stderr


def test_logs_keep_the_streams_apart(run: Run, daemon: StandIn) -> None:
    logs = run("logs", "one")
    assert (logs.stdout, logs.stderr) == (b"one\nthree\n", b"two\n")
    assert run("logs", "-t", "one").stdout.startswith(b"2026-01-01T12:00:00")
    assert [json.loads(line)["text"] for line in run("logs", "--json", "one").stdout.splitlines()] == [
        "one\n",
        "two\n",
        "three\n",
    ]


def test_ls_says_how_a_workload_fares(run: Run, daemon: StandIn) -> None:
    hurt = Workload(state="running", restarts=3, health="unhealthy", backing_off=True)
    daemon.world.add_machine("hurt", workload=hurt)
    lines = run("ls").stdout.decode().splitlines()
    assert "running (unhealthy, restarted 3×, waits to start again)" in lines[-1]  # noqa: RUF001 - it is meant
    assert "running  " in lines[1]
    assert json.loads(run("inspect", "hurt").stdout)["workload"]["restarts"] == 3


def test_watching(run: Run, daemon: StandIn) -> None:
    assert b"112.0 MiB of 512.0 MiB" in run("metrics", "one").stdout
    assert json.loads(run("metrics", "one", "--json").stdout)["processes"] == 7
    history = run("metrics", "one", "--history").stdout.decode()
    processors = next(line for line in history.splitlines() if line.startswith("processors"))
    assert processors.split()[1:4] == ["0.20", "1.00", "1.00"]
    assert processors.endswith("█")
    assert "64.0 MiB" in history
    assert len(json.loads(run("metrics", "one", "--history", "--json").stdout)) == 4
    assert [line.split() for line in run("ports", "one").stdout.splitlines()[1:]] == [
        [b"80", b"0.0.0.0", b"httpd", b"7"],
        [b"5432", b"127.0.0.1"],
    ]
    assert json.loads(run("ports", "one", "--json").stdout)[0]["port"] == 80
    opened = run("open", "one", "8000", "--at", "https://cloud.example.com:8443").stdout.decode()
    assert opened == "https://8000-mch.ports.cloud.example.com:8443/?ingle-ticket=t\n"
    assert ".ports.localhost:" in json.loads(run("open", "one", "80", "--json").stdout)["url"]
    assert run("open", "one", "80", "--at", "http://192.168.1.5").returncode != 0
    assert len(run("events").stdout.splitlines()) == 3
    assert [json.loads(line)["id"] for line in run("events", "--json").stdout.splitlines()] == [0, 1, 2]
    assert b"ses_1" in run("sessions", "one").stdout
    assert run("exec", "-d", "one", "sleep", "1").stdout == b"ses_9\n"
    gone = run("attach", "one", "ses_5")
    assert gone.returncode == 125
    assert b"ingle sessions one" in gone.stderr


def test_cp_goes_both_ways_as_cp_does(run: Run, daemon: StandIn, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "deep").mkdir(parents=True)
    (tree / "deep" / "file").write_text("hello")
    (tree / "deep" / "file").chmod(0o751)
    (tree / "link").symlink_to("deep/file")
    root = daemon.world.folder(daemon.world.machine("one"))
    assert run("cp", str(tree), "one:/srv").returncode == 0
    assert stat.S_IMODE((root / "srv" / "deep" / "file").stat().st_mode) == 0o751
    assert run("cp", str(tree), "one:/srv").returncode == 0
    assert (root / "srv" / "tree" / "link").is_symlink(), "into a directory that is there"
    out = run("cp", "--json", "one:/srv/deep/file", str(tmp_path))
    assert json.loads(out.stdout) == {"files": 1, "bytes": 5, "skipped": 0}
    assert (tmp_path / "file").read_text() == "hello"
    assert run("cp", "one:/srv", str(tmp_path / "back")).returncode == 0
    assert (tmp_path / "back" / "link").readlink() == Path("deep/file")
    assert run("cp", "one:/none", str(tmp_path / "x")).returncode == 66
    assert run("cp", "/a", "/b").returncode == run("cp", "one:/a", "one:/b").returncode == 2


def test_images(run: Run, daemon: StandIn, tmp_path: Path) -> None:
    made = run("image", "create", "busybox", "--name", "bb")
    assert (made.stdout, made.stderr) == (b"bb\n", b"fetching\n")
    assert (
        json.loads(run("image", "pull", "localhost:5000/a:b", "-d", "--json").stdout)["state"] == "preparing"
    )
    archive = tmp_path / "App.v1.tar"
    archive.write_bytes(b"x" * 100_000)
    assert run("image", "import", str(archive)).stdout == b"app\n"
    assert daemon.world.imported == b"x" * 100_000
    assert json.loads(run("image", "inspect", "bb").stdout)["state"] == "ready"
    assert b"5.0 MiB" in run("image", "ls").stdout
    assert run("image", "save", "one", "kept").stdout == b"kept\n"
    assert json.loads(run("image", "save", "one", "later", "-d", "--json").stdout)["source"] == "machine"
    assert run("image", "save", "nobody", "kept").returncode == 66
    assert run("image", "rm", "bb", "app").stdout == b"bb\napp\n"
    daemon.world.image_error = "no space left"
    failed = run("image", "create", "debian")
    assert (failed.returncode, failed.stdout) == (70, b"")
    assert b"no space left" in failed.stderr
    daemon.world.images.clear()
    assert b"ingle image create debian" in run("image", "ls").stderr


def test_login_keeps_a_token_and_logout_revokes_it(
    run: Run, daemon: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INGLE_SOCKET")
    login = run("login", daemon.url, "--name", "ada", "--password-stdin", stdin=b"right\n")
    assert (login.returncode, login.stdout) == (0, b"")
    kept = Path(os.environ["XDG_CONFIG_HOME"]) / "ingle" / "login.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert b"right" not in kept.read_bytes()
    assert run("whoami").stdout == b"ada\n"
    assert json.loads(run("whoami", "--json").stdout)["via"] == "token"
    assert len(daemon.world.tokens) == 1
    assert run("exec", "one", "true").returncode == 0
    assert run("logout").returncode == 0
    assert daemon.world.tokens == {}
    assert not kept.exists()
    wrong = run("login", daemon.url, "--name", "ada", "--password-stdin", stdin=b"wrong\n")
    assert wrong.returncode == 67


def test_tokens_and_users(run: Run, daemon: StandIn) -> None:
    assert run("token", "create", "ci", "-s", "machines:read").stdout == b"secret-1\n"
    assert b"machines:read" in run("token", "ls").stdout
    assert run("token", "rm", "ci").stdout == b"ci\n"
    assert run("token", "rm", "ci").returncode == 66
    assert b"ada" in run("user", "ls").stdout


def test_limits_and_usage_are_told_for_people_and_for_programs(run: Run, daemon: StandIn) -> None:
    lines = run("limits").stdout.decode().splitlines()
    assert lines[0].split() == ["WHAT", "ALLOWED"]
    assert "memory of running machines  64.0 GiB" in lines
    assert lines[5].split() == ["snapshots", "no", "limit"]
    used = run("usage").stdout.decode().splitlines()
    assert used[1].split() == ["machines", "2", "100"]
    assert used[3] == "memory of running machines  1.5 GiB  64.0 GiB"
    assert json.loads(run("limits", "--json").stdout)["requests_per_minute"] == 600
    assert json.loads(run("usage", "--json").stdout) == json.loads(
        run("user", "usage", "ada", "--json").stdout
    )
    assert run("user", "usage", "ada").stdout.decode().splitlines() == used


def test_an_admin_changes_the_limits_that_are_named(run: Run, daemon: StandIn) -> None:
    untouched = run("user", "limits", "ada").stdout.decode().splitlines()
    assert untouched[1].split() == ["machines", "100", "default"]
    run("user", "limits", "ada", "--machines", "3", "--memory", "8g", "--requests", "none")
    changed = run("user", "limits", "ada", "--cpus", "2", "--machines", "default", "--json").stdout
    assert json.loads(changed)["overrides"] == {
        "machines": None,
        "vcpus": 2,
        "memory_mib": 8192,
        "disk_mib": None,
        "snapshots": None,
        "storage_mib": None,
        "requests_per_minute": 0,
    }
    shown = run("user", "limits", "ada").stdout.decode().splitlines()
    assert [line.split("  ")[0] for line in shown if line.endswith("override")] == [
        "vcpus of running machines",
        "memory of running machines",
        "requests a minute",
    ]
    for wrong in (("--machines", "many"), ("--machines", "-1"), ("--memory", "8")):
        assert run("user", "limits", "ada", *wrong).returncode == 2


def test_doctor_works_with_and_without_a_daemon(
    run: Run, daemon: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = json.loads(run("doctor", "--json").stdout)
    assert [(check["name"], check["status"]) for check in well] == [("daemon", "ok"), ("kvm", "warning")]
    monkeypatch.setenv("INGLE_SOCKET", "/nowhere/ingle.sock")
    ill = run("doctor")
    assert ill.returncode == 1
    assert b"scripts/up" in ill.stdout


def test_help_names_every_command(run: Run) -> None:
    text = run("--help").stdout.decode()
    assert run("-h").stdout.decode() == text
    for name in ("run", "exec", "cp", "image", "doctor", "completion"):
        assert f"\n  {name} " in text
        assert run(name, "--help").stdout.startswith(b"Usage: ingle " + name.encode())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed(run: Run, shell: str) -> None:
    assert b"_INGLE_COMPLETE" in run("completion", shell).stdout


def test_a_reader_that_has_seen_enough_is_no_error(run: Run, daemon: StandIn) -> None:
    from support.standin.program import PROGRAM

    read, write = os.pipe()
    os.close(read)
    import subprocess

    done = subprocess.run([str(PROGRAM), "ls"], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.usefixtures("daemon")
def test_watch_tells_changes_and_why_it_ended(run: Run) -> None:
    done = run("watch", "one:/srv", "-r")
    assert done.stdout == b"created    /srv/a/\nmoved      /srv/a -> /srv/b\noverflow\n"
    assert (done.returncode, b"it was removed" in done.stderr) == (exit_code(Kind.NOT_FOUND), True)
    assert json.loads(run("watch", "one:srv", "--json").stdout.splitlines()[1]) == {
        "kind": "moved",
        "path": "/srv/a",
        "to": "/srv/b",
    }
    assert run("watch", "/srv").returncode == 2
