"""exec, run and attach as a person uses them: exact bytes, codes, signals, pipes and terminals."""

import fcntl
import hashlib
import json
import signal
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from support.standin.program import PROGRAM, Run
from support.standin.server import StandIn
from support.typist import typing

pytestmark = pytest.mark.usefixtures("daemon")


def test_output_errors_and_exit_code_are_the_commands(run: Run) -> None:
    done = run("exec", "one", "--", "sh", "-c", r"printf 'a\377\0b'; echo err >&2; exit 7")
    assert (done.stdout, done.stderr, done.returncode) == (b"a\xff\0b", b"err\n", 7)


def test_a_signal_is_128_and_its_number(run: Run) -> None:
    assert run("exec", "one", "--", "sh", "-c", "kill -9 $$").returncode == 137


def test_argv_and_environment_arrive_byte_for_byte(run: Run) -> None:
    words = ["two words", 'q"', "it's", "$HOME `id`", "new\nline", "", "é", "-n", "--", "*"]
    done = run("exec", "-e", "X=a=b c", "one", "--", "sh", "-c", 'printf "%s\\001" "$X" "$@"', "sh", *words)
    assert done.stdout.split(b"\x01")[:-1] == [b"a=b c", *(word.encode() for word in words)]
    raw = subprocess.run(
        [str(PROGRAM), "exec", "one", "printf", "%s", b"\xff\xfe"], capture_output=True, check=True
    )
    assert raw.stdout == b"\xff\xfe"


def test_a_variable_without_a_value_is_ours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINE", "yes")
    assert run("exec", "-e", "MINE", "-e", "NOT_THERE", "one", "printenv", "MINE").stdout == b"yes\n"


def test_input_is_passed_on_only_when_asked(run: Run) -> None:
    data = bytes(range(256)) * 8000
    assert (
        run("exec", "-i", "one", "sha256sum", stdin=data).stdout.split()[0].decode()
        == hashlib.sha256(data).hexdigest()
    )
    assert run("exec", "one", "cat", stdin=b"lost").stdout == b""
    assert run("exec", "-i", "one", "true", stdin=data).returncode == 0, "a command may end without reading"


def test_failures_are_one_line_and_a_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = run("exec", "one", "no-such-program")
    assert (missing.returncode, missing.stderr) == (
        127,
        b"error: the machine has no program 'no-such-program'\n",
    )
    assert run("exec", "one").returncode == 2
    assert run("exec").returncode == 2
    monkeypatch.setenv("INGLE_SOCKET", "/nowhere/ingle.sock")
    down = run("exec", "one", "true")
    assert (down.returncode, down.stderr.count(b"\n")) == (125, 1)
    assert b"ingle serve" in down.stderr


def test_json_tells_how_it_ended(run: Run) -> None:
    done = run("exec", "--json", "-i", "one", "sh", "-c", "cat; echo err >&2; exit 7", stdin=b"in")
    assert json.loads(done.stdout) == {"exit_code": 7, "signal": None, "stdout": "in", "stderr": "err\n"}
    assert done.returncode == 7
    assert run("exec", "--json", "-t", "one", "sh").returncode == 2


def test_much_output_arrives_whole_at_a_slow_reader(run: Run) -> None:
    size = 30_000_000
    with subprocess.Popen(
        [str(PROGRAM), "exec", "one", "sh", "-c", f"yes 0123456789 | head -c {size}"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        digest = hashlib.sha256()
        while chunk := process.stdout.read(1 << 20):
            digest.update(chunk)
    assert digest.hexdigest() == hashlib.sha256((b"0123456789\n" * (size // 11 + 1))[:size]).hexdigest()
    assert process.returncode == 0


def test_a_reader_that_has_seen_enough_ends_it_quietly() -> None:
    with subprocess.Popen(
        [str(PROGRAM), "exec", "one", "yes"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"y\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_interrupting_goes_to_the_command_and_twice_lets_go(daemon: StandIn) -> None:
    script = "trap 'echo got-int' INT; echo ready; while :; do sleep 0.02; done"
    with subprocess.Popen(
        [str(PROGRAM), "exec", "one", "sh", "-c", script], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == b"got-int\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130


# --- run ---


def test_run_makes_a_machine_and_is_its_workload(run: Run, daemon: StandIn) -> None:
    done = run(
        "run",
        "--name",
        "two",
        "-e",
        "A=1",
        "-m",
        "256m",
        "debian",
        "--",
        "sh",
        "-c",
        "echo out; echo err >&2; exit 7",
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"out\n", b"err\n", 7)
    asked = daemon.world.created[0]
    assert (asked.name, asked.env, asked.memory_mib, asked.command) == (
        "two",
        {"A": "1"},
        256,
        ["sh", "-c", "echo out; echo err >&2; exit 7"],
    )
    assert "two" in [machine.name for machine in daemon.world.machines.values()]


def test_run_rm_leaves_nothing(run: Run, daemon: StandIn) -> None:
    assert run("run", "--rm", "debian", "false").returncode == 1
    assert [machine.name for machine in daemon.world.machines.values()] == ["one"]


def test_run_detached_prints_the_name(run: Run) -> None:
    assert run("run", "-d", "--name", "two", "debian", "sleep", "9").stdout == b"two\n"


def test_run_of_an_image_without_a_command_says_what_to_do(run: Run) -> None:
    done = run("run", "--name", "two", "debian")
    assert (done.stdout, done.returncode) == (b"two\n", 0)
    assert b"ingle shell two" in done.stderr


def test_run_without_the_image_says_so(run: Run) -> None:
    done = run("run", "nothing", "true")
    assert (done.returncode, done.stderr) == (
        125,
        b"error: there is no image 'nothing'; `ingle image ls` lists yours\n",
    )


# --- terminals ---


def test_a_shell_has_our_terminal(daemon: StandIn) -> None:
    with typing("shell", "one", "sh") as person:
        person.type(b"stty size\n")
        person.sees(b"40 132")
        person.type(b"echo $((6*7)); exit 3\n")
        person.sees(b"42")
        assert person.process.wait(20) == 3


def test_ctrl_c_belongs_to_the_shell(daemon: StandIn) -> None:
    with typing(
        "exec",
        "-it",
        "one",
        "sh",
        "-c",
        "trap 'echo caught; exit 5' INT; echo ready; while :; do sleep 0.02; done",
    ) as person:
        person.sees(b"ready")
        person.type(b"\x03")
        person.sees(b"caught")
        assert person.process.wait(20) == 5


def test_a_new_size_is_passed_on(daemon: StandIn) -> None:
    with typing(
        "exec", "-it", "one", "sh", "-c", "trap 'stty size' WINCH; echo ready; while :; do sleep 0.02; done"
    ) as person:
        person.sees(b"ready")
        fcntl.ioctl(person.master, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
        person.sees(b"50 100")


def test_detach_keys_let_go_and_say_how_to_come_back(daemon: StandIn) -> None:
    with typing("shell", "one", "sh") as person:
        person.type(b"echo re''ady\n")
        person.sees(b"ready")
        person.type(b"\x10\x11")
        person.sees(b"ingle attach one ses_1")
        assert person.process.wait(20) == 0


def test_a_terminal_that_is_none_is_refused(run: Run) -> None:
    done = run("exec", "-it", "one", "sh")
    assert done.returncode == 2
    assert b"-i" in done.stderr


def test_a_shell_reads_a_pipe_as_well(run: Run) -> None:
    assert run("shell", "one", "sh", stdin=b"echo $((6*7))\nexit 4\n").stdout == b"42\n"


def test_completion_of_names_needs_no_more_than_the_daemon(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMP_WORDS", "ingle stop o")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setenv("_INGLE_COMPLETE", "bash_complete")
    assert run().stdout == b"plain,one\n"
    monkeypatch.setenv("INGLE_SOCKET", str(tmp_path / "none.sock"))
    assert run().stdout.strip() == b""
