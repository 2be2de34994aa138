"""Workloads that the agent looks after, by the letter: pipes that outlive programs, checks that hang, ends at any moment."""

from pathlib import Path

import pytest

from guest.conftest import Agent
from guest.wire import CLOSE, CREDIT, DATA, EOF, EVENT, Host, RefusedError, eventually

ALWAYS = {"when": "always"}
FAILURES = {"when": "on-failure", "max_retries": 2}


def check(*argv: str, **parameters: int) -> dict[str, object]:
    times = {"interval_ms": 20, "timeout_ms": 60_000, "retries": 1}
    return {"argv": [word.encode() for word in argv], **times, **parameters}


def start(host: Host, *argv: str, **parameters: object) -> int:
    stream, _ = host.start(*argv, session="main", role="workload", keep=True, **parameters)
    return stream


def main(host: Host) -> dict[str, object]:
    return next(found for found in host.call("sessions")["sessions"] if found["id"] == "main")


def descriptors(agent: Agent) -> int:
    return len(list(Path(f"/proc/{agent.process.pid}/fd").iterdir()))


def test_input_that_one_program_leaves_is_the_next_ones(host: Host) -> None:
    stream = start(host, "sh", "-c", "read line; echo got $line; exit 1", restart=FAILURES, stdin=True)
    host.send(DATA, stream, b"one\n")
    assert host.next(stream, DATA).payload == b"got one\n"
    host.send(DATA, stream, b"two\n")
    assert host.next(stream, DATA).payload == b"got two\n"
    host.send(EOF, stream)
    result = host.collect(stream, {})
    assert (result.stdout, result.exit) == (b"got\n", {"code": 1})


def test_a_slow_reader_misses_nothing_over_restarts(host: Host) -> None:
    size = 300_000
    stream = start(host, "sh", "-c", f"head -c {size} /dev/zero; exit 1", restart=FAILURES, scrollback=65536)
    result = host.collect(stream, {}, grant=True)
    assert len(result.stdout) == 3 * size
    assert result.messages == [{"exit": {"code": 1}}]


def test_a_grandchild_of_an_earlier_start_still_speaks(host: Host) -> None:
    script = "(read go; echo late) <&3 & exit 1"
    stream = start(host, "sh", "-c", f"exec 3<&0; {script}", restart={"when": "on-failure"}, stdin=True)
    host.event("workload")
    host.send(DATA, stream, b"go\n")
    assert host.next(stream, DATA).payload == b"late\n"
    host.call("session_signal", session="main", signal=15)
    host.send(CLOSE, stream, {})


def test_what_cannot_be_started_again_ends_with_127(agent: Agent, host: Host) -> None:
    program = agent.folder / "program"
    program.write_text("#!/bin/sh\nrm $0\nexit 1\n")
    program.chmod(0o755)
    stream = start(host, str(program), restart={"when": "on-failure", "max_retries": 1})
    assert host.collect(stream, {}).exit == {"code": 127}
    assert main(host)["restarts"] == 0


def test_a_check_that_hangs_is_killed_with_its_children(agent: Agent, host: Host) -> None:
    pids = agent.folder / "pids"
    script = f"sleep 1000 & echo $! >>{pids}; echo hanging; wait"
    start(host, "sleep", "1000", health=check("sh", "-c", script, timeout_ms=300))
    event = host.event("health")
    assert (event["health"], event["output"]) == ("unhealthy", b"hanging\n")
    [first, *_] = pids.read_text().split()
    eventually(lambda: state(first) == "Z")
    host.call("session_signal", session="main", signal=9)


def state(pid: str) -> str:
    """The kernel's letter; Z also for what is gone altogether."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "Z"


def test_a_check_keeps_the_end_of_what_it_says(host: Host) -> None:
    script = "head -c 100000 /dev/zero; printf end; exit 1"
    start(host, "sleep", "1000", health=check("sh", "-c", script))
    output = host.event("health")["output"]
    assert len(output) == 4096
    assert output.endswith(b"\0end")


def test_a_check_that_cannot_run_says_why(host: Host) -> None:
    start(host, "sleep", "1000", health=check("/none"))
    assert host.event("health")["output"] == b"No such file or directory"


def test_a_check_is_no_session_and_leaves_nothing(agent: Agent, host: Host) -> None:
    before = descriptors(agent)
    stream = start(host, "sh", "-c", "sleep 0.2; exit 1", restart=FAILURES, health=check("true"))
    eventually(lambda: main(host)["restarts"] == 2)
    assert [found["id"] for found in host.call("sessions")["sessions"]] == ["main"]
    assert host.collect(stream, {}).exit == {"code": 1}
    eventually(lambda: descriptors(agent) == before)
    host.call("session_remove", session="main")


def test_power_off_between_two_starts(agent: Agent) -> None:
    host = agent.connect()
    start(host, "false", restart=ALWAYS)
    while host.event("workload")["restarts"] < 2:
        pass
    host.call("poweroff", grace_ms=60_000)
    assert agent.process.wait(30) == 0, "long before the grace is over"


def test_an_end_between_two_starts_is_told_once(host: Host) -> None:
    stream = start(host, "sh", "-c", "echo up; exit 4", restart=ALWAYS)
    while (event := host.event("workload"))["restarts"] < 3 or event["state"] == "running":
        pass
    host.call("session_signal", session="main", signal=15)
    result = host.collect(stream, {})
    assert (result.stdout, result.exit) == (b"up\n" * 4, {"code": 4})
    assert host.event("session_exit")["exit"] == {"code": 4}
    host.call("metrics")
    assert not [frame for frame in host.waiting[0] if frame.kind == EVENT]


def test_closing_what_is_not_kept_ends_it_between_two_starts(host: Host) -> None:
    stream, _ = host.start("false", session="main", role="workload", restart=ALWAYS)
    while (event := host.event("workload"))["restarts"] < 3 or event["state"] == "running":
        pass
    host.send(CLOSE, stream, {})
    assert host.event("session_exit")["exit"] == {"code": 1}
    assert main(host)["state"] == "exited"


def test_a_host_that_leaves_leaves_the_supervision(agent: Agent) -> None:
    first = agent.connect()
    start(first, "sh", "-c", "echo up; exit 1", restart=ALWAYS)
    agent.drop(first)
    second = agent.connect(fresh=False)
    eventually(lambda: int(str(main(second)["restarts"])) >= 2)
    second.call("session_signal", session="main", signal=9)


@pytest.mark.parametrize(
    "parameters",
    [
        {"restart": {"when": "sometimes"}},
        {"restart": {}},
        {"health": {"argv": []}},
        {"health": check()},
        {"health": check("true", interval_ms=0)},
        {"health": check("true", timeout_ms=0)},
        {"health": check("true", retries=0)},
    ],
)
def test_supervision_that_makes_no_sense_is_refused(host: Host, parameters: dict[str, object]) -> None:
    with pytest.raises(RefusedError, match="invalid"):
        start(host, "true", **parameters)
    assert host.call("sessions")["sessions"] == []


def test_credit_is_not_needed_for_an_end(host: Host) -> None:
    """Nobody reads, and the row of starts goes on to its end all the same."""
    stream = start(host, "sh", "-c", "echo up; exit 1", restart=FAILURES)
    assert host.event("session_exit")["exit"] == {"code": 1}
    host.send(CREDIT, stream, b"\1\0\0\0")
    assert host.collect(stream, {}).stdout == b"up\n" * 3
