"""Machines through the face without await, and so through the asynchronous core too."""

import hashlib
from pathlib import Path

import pytest

from ingle.sdk.errors import (
    ConflictError,
    FailedError,
    InvalidError,
    NotFoundError,
    OverdueError,
    TooLargeError,
)
from ingle.sdk.processes import Output, Result
from ingle.sdk.sync.client import Ingle
from ingle.sdk.sync.machines import Machine
from support.standin.server import StandIn
from support.waiting import wait_until


def test_a_machine_is_made_used_and_removed(ingle: Ingle, daemon: StandIn) -> None:
    machine = ingle.machines.create(
        "debian", "two", command=["sleep", "9"], env={"A": "1"}, labels={"x": "y"}
    )
    asked = daemon.world.created[0]
    assert (asked.command, asked.env, asked.labels, asked.start) == (
        ["sleep", "9"],
        {"A": "1"},
        {"x": "y"},
        True,
    )
    assert (machine.name, machine.state, machine.details.command) == ("two", "running", ["sleep", "9"])
    with pytest.raises(ConflictError, match="--force"):
        machine.remove()
    machine.remove(force=True)
    assert [one.name for one in ingle.machines.list()] == ["one"]
    with pytest.raises(NotFoundError) as gone:
        machine.refresh()
    assert gone.value.code == "machine_not_found"


def test_every_verb_renews_what_is_known(one: Machine) -> None:
    seen = []
    for verb in (one.pause, one.resume, one.restart, one.stop, one.start):
        verb()
        seen.append(one.state)
    assert seen == ["paused", "running", "running", "stopped", "running"]
    one.rename("uno")
    assert one.name == "uno"
    assert "grace" in (one.stop.__doc__ or ""), "a verb keeps its documentation"


def test_exec_keeps_everything_exactly(one: Machine) -> None:
    result = one.exec(["sh", "-c", r"printf 'a\377b'; echo err >&2; exit 7"])
    assert result == Result(7, None, b"a\xffb", b"err\n")
    assert (result.ok, result.text) == (False, "a�b")
    assert one.exec(["sh", "-c", "kill -9 $$"]).signal == 9


def test_exec_passes_environment_and_input(one: Machine) -> None:
    data = bytes(range(256)) * 4000
    assert one.exec(["sha256sum"], input=data).stdout.split()[0].decode() == hashlib.sha256(data).hexdigest()
    assert one.exec(["printenv", "WORD"], env={"WORD": "x y"}).stdout == b"x y\n"
    assert one.exec(["true"], input=data).ok, "a command may end without reading"


def test_exec_is_limited_in_time_and_size(one: Machine) -> None:
    with pytest.raises(OverdueError) as late:
        one.exec(["sleep", "60"], timeout=0.2)
    assert late.value.code == "exec_timeout"
    with pytest.raises(TooLargeError):
        one.exec(["yes"], limit=100_000)


def test_what_cannot_run_is_an_invalid_request(one: Machine) -> None:
    with pytest.raises(InvalidError) as missing:
        one.exec(["no-such-program"])
    assert missing.value.code == "command_not_found"


def test_output_comes_as_it_is_written(one: Machine, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    process = one.stream(
        ["sh", "-c", f"echo first; until [ -e {gate} ]; do sleep 0.01; done; echo second >&2"]
    )
    with process:
        outputs = iter(process)
        assert next(outputs) == Output("stdout", b"first\n")
        gate.touch()
        assert list(outputs) == [Output("stderr", b"second\n")]
    assert (process.exit_code, process.session) == (0, "ses_1")


def test_leaving_early_hangs_up(one: Machine, daemon: StandIn) -> None:
    process = one.stream(
        ["sh", "-c", "trap 'echo gone > hangup; exit' HUP; echo ready; while :; do sleep 0.02; done"]
    )
    with process:
        assert next(iter(process)).data == b"ready\n"
    with pytest.raises(FailedError) as unknown:
        _ = process.exit_code
    assert (process.session, unknown.value.code) == ("ses_1", "still_running")
    wait_until((daemon.world.folder(daemon.world.machine("one")) / "hangup").exists)


def test_a_slow_reader_slows_the_writer_and_loses_nothing(one: Machine) -> None:
    digest, count = hashlib.sha256(), 0
    for output in one.stream(["head", "-c", "20000000", "/dev/zero"]):
        digest.update(output.data)
        count += len(output.data)
    assert (count, digest.hexdigest()) == (20_000_000, hashlib.sha256(bytes(20_000_000)).hexdigest())


def test_a_shell_is_a_terminal(one: Machine) -> None:
    with one.shell(rows=40, cols=132) as shell:
        shell.write(b"stty size; exit 3\n")
        text = b"".join(output.data for output in shell)
    assert b"40 132" in text
    assert shell.exit_code == 3


def test_the_workload_can_be_attached_to(ingle: Ingle) -> None:
    machine = ingle.machines.create("debian", "two", command=["echo", "workload"])
    assert [output.data for output in machine.attach()] == [b"workload\n"]


def test_logs_are_cut_into_chunks_wherever_the_bytes_were(one: Machine) -> None:
    assert [(chunk.stream, chunk.text) for chunk in one.logs()] == [
        ("stdout", "one\n"),
        ("stderr", "two\n"),
        ("stdout", "three\n"),
    ]


def test_following_logs_can_be_left(one: Machine) -> None:
    following = one.logs(follow=True)
    assert next(following).text == "one\n"
    following.close()  # type: ignore[attr-defined]


def test_metrics_and_sessions_are_values(one: Machine) -> None:
    assert one.metrics().processes == 7
    assert [sample.cpu_seconds for sample in one.metrics_history()] == [0.0, 3.0, 12.0, 27.0]
    assert [(port.port, port.process, port.pid) for port in one.ports()] == [
        (80, "httpd", 7),
        (5432, "", None),
    ]
    assert [session.id for session in one.sessions()] == ["ses_1"]
    assert one.spawn(["sleep", "1"]) == "ses_9"
