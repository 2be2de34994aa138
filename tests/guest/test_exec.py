"""exec gives a program exactly what was asked, and its end exactly as it was."""

import hashlib
import os
import struct

import pytest

from guest.conftest import Agent
from guest.wire import CREDIT, DATA, EOF, MESSAGE, Host, RefusedError


@pytest.mark.parametrize("code", [0, 1, 7, 126, 127, 255])
def test_exit_codes(host: Host, code: int) -> None:
    assert host.run("sh", "-c", f"exit {code}").exit == {"code": code}


@pytest.mark.parametrize("number", [1, 9, 15])
def test_death_by_signal(host: Host, number: int) -> None:
    assert host.run("sh", "-c", f"kill -{number} $$").exit == {"signal": number, "core": False}


def test_two_hundred_exact_ends_sixteen_at_once(host: Host) -> None:
    waiting: list[tuple[int, int]] = []
    for number in range(200):
        stream = host.open(
            "exec", session=f"e{number}", argv=[b"sh", b"-c", f"echo {number}; exit {number}".encode()]
        )
        waiting.append((number, stream))
        while len(waiting) >= 16 or (number == 199 and waiting):
            expected, one = waiting.pop(0)
            result = host.collect(one, host.opened(one))
            assert result.exit == {"code": expected}
            assert result.stdout == f"{expected}\n".encode()
    assert host.call("sessions")["sessions"] == []


def test_arguments_and_environment_byte_for_byte(host: Host) -> None:
    argv = [b"a b", b"'\"$HOME`x`\\", b"two\nlines", b"", b"\xff\xfe", "ü".encode()]
    big = os.urandom(48_000).translate(bytes.maketrans(b"\0", b"1"))
    result = host.run("/usr/bin/printf", "%s\\0", *argv)
    assert result.stdout.split(b"\0")[:-1] == argv
    result = host.run("/usr/bin/env", "-0", env={"BIG": big, "N": b"a\nb=c"}, clear_env=True)
    assert sorted(result.stdout.split(b"\0")[:-1]) == sorted([b"BIG=" + big, b"N=a\nb=c"])


def test_the_environment_is_the_machines_and_the_requests(host: Host) -> None:
    assert (
        host.run("sh", "-c", "echo $GREETING $MORE $HOME", env={"MORE": b"more"}).stdout
        == b"hello more /root\n"
    )
    assert host.run("sh", "-c", "echo $GREETING", env={"GREETING": b"other"}).stdout == b"other\n"


def test_streams_are_apart_and_end(host: Host) -> None:
    result = host.run("sh", "-c", "echo out; echo err >&2")
    assert (result.stdout, result.stderr) == (b"out\n", b"err\n")
    assert sorted(result.eofs) == [1, 2]


def test_stdin_to_its_end(host: Host) -> None:
    stream, opened = host.start("cat", stdin=True)
    host.send(DATA, stream, b"one ")
    host.send(DATA, stream, b"two")
    host.send(EOF, stream)
    assert host.collect(stream, opened).stdout == b"one two"


def test_without_stdin_there_is_none(host: Host) -> None:
    assert host.run("cat").stdout == b""


def test_much_stdin_goes_at_the_programs_pace(host: Host) -> None:
    stream, opened = host.start("sha256sum", stdin=True)
    block = os.urandom(65536)
    credit, total = 262144, 8 << 20
    digest = hashlib.sha256()
    for _ in range(total // len(block)):
        while credit < len(block):
            credit += struct.unpack("<I", host.next(stream, CREDIT).payload)[0]
        host.send(DATA, stream, block)
        digest.update(block)
        credit -= len(block)
    host.send(EOF, stream)
    assert host.collect(stream, opened).stdout.split()[0].decode() == digest.hexdigest()


def test_stdin_of_a_program_that_does_not_read(host: Host) -> None:
    stream, opened = host.start("sh", "-c", "exec 0<&-; sleep 0.2; exit 4", stdin=True)
    for _ in range(4):
        host.send(DATA, stream, bytes(65536))
    assert host.collect(stream, opened).exit == {"code": 4}


def test_a_slow_reader_slows_the_program_and_loses_nothing(host: Host) -> None:
    """Without new credit exactly the first 262144 bytes come; with it, all of them."""
    size = 4 << 20
    stream, opened = host.start("sh", "-c", f"yes abcdefg | head -c {size}")
    got = bytearray()
    while len(got) < 262144:
        got += host.next(stream, DATA).payload
    assert len(got) == 262144
    assert host.call("sessions")["sessions"][0]["next"] < size
    host.send(CREDIT, stream, struct.pack("<I", size))
    result = host.collect(stream, opened)
    assert bytes(got) + result.stdout == b"abcdefg\n" * (size // 8)
    assert result.exit == {"code": 0}


def test_a_grandchild_does_not_hold_up_the_end(host: Host) -> None:
    result = host.run("sh", "-c", "(sleep 30; echo late) & echo early; exit 5")
    assert result.exit == {"code": 5}
    assert result.stdout == b"early\n"


def test_a_grandchild_that_writes_on_does_not_die_of_it(host: Host, agent: Agent) -> None:
    mark = agent.folder / "mark"
    script = f"(sleep 0.6; echo a; echo b; echo done > {mark}) & exit 0"
    assert host.run("sh", "-c", script).exit == {"code": 0}
    waiter = f"until [ -s {mark} ]; do sleep 0.05; done; cat {mark}"
    assert host.run("sh", "-c", waiter).stdout == b"done\n"


@pytest.mark.parametrize(
    ("argv", "parameters", "code"),
    [
        (["no-such-program"], {}, "not_found"),
        (["/no/such/program"], {}, "not_found"),
        ([""], {}, "not_found"),
        (["/etc/passwd"], {}, "not_executable"),
        (["/etc"], {}, "not_executable"),
        (["true"], {"cwd": b"/no/such"}, "not_found"),
        (["true"], {"cwd": b"/etc/passwd"}, "not_a_directory"),
        (["true"], {"user": "nobody-at-all"}, "unknown_user"),
        (["true"], {"user": "root:no-such-group"}, "unknown_user"),
    ],
)
def test_why_a_program_cannot_start(
    host: Host, argv: list[str], parameters: dict[str, object], code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        host.run(*argv, **parameters)
    assert refused.value.code == code
    assert host.call("sessions")["sessions"] == []


def test_a_script_without_a_known_format_is_not_given_to_a_shell(host: Host, agent: Agent) -> None:
    script = agent.folder / "script"
    script.write_text("echo no\n")
    script.chmod(0o755)
    with pytest.raises(RefusedError, match="not_executable"):
        host.run(str(script))


def test_the_path_of_the_given_environment(host: Host, agent: Agent) -> None:
    program = agent.folder / "mine"
    program.write_text("#!/bin/sh\necho mine\n")
    program.chmod(0o755)
    assert host.run("mine", env={"PATH": b"/nowhere:" + os.fsencode(agent.folder)}).stdout == b"mine\n"


def test_where_it_runs(host: Host, agent: Agent) -> None:
    assert host.run("pwd").stdout == b"/\n"
    assert host.run("pwd", cwd=os.fsencode(agent.folder)).stdout == os.fsencode(agent.folder) + b"\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="an agent that is not root cannot become others")
@pytest.mark.parametrize(
    ("user", "wanted"),
    [
        ("nobody", b"65534 65534 65534\n"),
        ("1234", b"1234 0 0\n"),
        ("1234:4321", b"1234 4321 4321\n"),
        ("nobody:daemon", b"65534 1 1\n"),
    ],
)
def test_who_it_runs_as(host: Host, user: str, wanted: bytes) -> None:
    assert host.run("sh", "-c", "echo $(id -u) $(id -g) $(id -G)", user=user).stdout == wanted


def test_a_terminal(host: Host) -> None:
    result = host.run(
        "sh", "-c", "tty; stty size; echo $TERM; test -t 2", tty={"rows": 40, "cols": 100, "term": "vt100"}
    )
    assert result.stdout.startswith(b"/dev/pts/")
    assert result.stdout.endswith(b"40 100\r\nvt100\r\n")
    assert result.exit == {"code": 0}
    assert result.eofs == [1]


def test_a_terminal_is_resized_and_interrupted(host: Host) -> None:
    script = "trap 'stty size; exit 3' WINCH; echo ready; while :; do sleep 0.05; done"
    stream, opened = host.start("sh", "-c", script, tty={"rows": 24, "cols": 80})
    assert b"ready" in host.next(stream, DATA).payload
    host.send(MESSAGE, stream, {"resize": {"rows": 50, "cols": 132}})
    result = host.collect(stream, opened)
    assert b"50 132" in result.stdout
    assert result.exit == {"code": 3}


def test_keys_of_a_terminal(host: Host) -> None:
    """Ctrl-C reaches the foreground group; EOF is the terminal's end-of-file character."""
    stream, opened = host.start("sh", "-c", "echo ready; exec sleep 1000", tty={"rows": 24, "cols": 80})
    host.next(stream, DATA)
    host.send(DATA, stream, b"\x03")
    assert host.collect(stream, opened).exit == {"signal": 2, "core": False}
    stream, opened = host.start("cat", tty={"rows": 24, "cols": 80})
    host.send(DATA, stream, b"line\n")
    host.send(EOF, stream)
    assert host.collect(stream, opened).exit == {"code": 0}


def test_signals_reach_the_group(host: Host) -> None:
    stream, opened = host.start("sh", "-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done")
    host.next(stream, DATA)
    host.send(MESSAGE, stream, {"signal": 15})
    assert host.collect(stream, opened).exit == {"code": 9}


def test_no_descriptor_of_the_agent_leaks(host: Host) -> None:
    assert host.run("ls", "/proc/self/fd").stdout.split() == [b"0", b"1", b"2", b"3"]


def test_signals_of_a_program_are_as_new(host: Host) -> None:
    status = host.run("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status").stdout
    assert status == b"SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n"
