"""Sessions outlive streams and links, keep their output, and are watched by many."""

import pytest

from guest.conftest import Agent
from guest.wire import CLOSE, DATA, EOF, EVENT, MESSAGE, Host, RefusedError, Result

TTY = {"rows": 24, "cols": 80}


def attach(host: Host, session: str, **parameters: object) -> tuple[int, dict[str, object]]:
    stream = host.open("attach", session=session, **parameters)
    return stream, host.opened(stream)


def replayed(host: Host, session: str, **parameters: object) -> Result:
    stream, opened = attach(host, session, **parameters)
    return host.collect(stream, opened)


def read_until(host: Host, stream: int, wanted: bytes) -> bytes:
    got = b""
    while wanted not in got:
        got += host.next(stream, DATA).payload
    return got


def states(host: Host) -> dict[str, str]:
    return {session["id"]: session["state"] for session in host.call("sessions")["sessions"]}


def await_exit(host: Host, session: str) -> dict[str, object]:
    while True:
        event = host.event("session_exit")
        if event["session"] == session:
            return event


def test_a_session_lives_on_and_replays(agent: Agent) -> None:
    first = agent.connect()
    stream, _ = first.start("cat", session="shell", tty=TTY)
    first.send(DATA, stream, b"before\n")
    read_until(first, stream, b"before\r\nbefore\r\n")
    agent.drop(first)

    second = agent.connect(fresh=False)
    [session] = second.ready["sessions"]
    assert (session["id"], session["state"], session["attached"]) == ("shell", "running", 0)
    stream, opened = attach(second, "shell", input=True)
    assert opened["pid"] == session["pid"]
    assert read_until(second, stream, b"before\r\nbefore\r\n")
    second.send(DATA, stream, b"after\n")
    read_until(second, stream, b"after\r\nafter\r\n")
    second.send(EOF, stream)
    assert second.collect(stream, opened).exit == {"code": 0}
    assert replayed(second, "shell").stdout == b"before\r\nbefore\r\nafter\r\nafter\r\n"


def test_replay_from_an_offset_and_of_the_tail(host: Host) -> None:
    host.run("printf", "0123456789", session="digits", keep=True)
    assert replayed(host, "digits").stdout == b"0123456789"
    assert replayed(host, "digits", since=4).stdout == b"456789"
    assert replayed(host, "digits", since=10).stdout == b""
    assert replayed(host, "digits", since=999).stdout == b""
    assert replayed(host, "digits", tail=3).stdout == b"789"
    assert replayed(host, "digits", tail=300).stdout == b"0123456789"


def test_channels_are_kept_apart(host: Host) -> None:
    script = "for i in 1 2 3; do echo out$i; echo err$i >&2; done"
    host.run("sh", "-c", script, session="both", keep=True)
    again = replayed(host, "both")
    assert again.stdout == b"out1\nout2\nout3\n"
    assert again.stderr == b"err1\nerr2\nerr3\n"
    assert sorted(again.eofs) == [1, 2]


def test_what_is_older_than_kept_is_said_to_be_lost(host: Host) -> None:
    total = 1_000_000
    host.run("head", "-c", str(total), "/dev/zero", session="long", keep=True, scrollback=65536)
    stream, opened = attach(host, "long", since=0)
    assert (opened["first"], opened["next"]) == (total - 65536, total)
    assert opened["lost"] == total - 65536
    assert len(host.collect(stream, opened).stdout) == 65536


def test_nobody_watching_never_blocks(host: Host) -> None:
    stream, _ = host.start(
        "sh",
        "-c",
        "read go; head -c 3000000 /dev/zero; echo; echo end",
        session="alone",
        stdin=True,
        keep=True,
    )
    host.send(DATA, stream, b"go\n")
    host.send(CLOSE, stream, {})
    assert await_exit(host, "alone")["exit"] == {"code": 0}
    assert replayed(host, "alone", tail=4).stdout == b"end\n"


def test_many_watchers_each_get_all_and_the_slow_one_is_told(host: Host) -> None:
    """Two that attach: the program runs at its own pace; who gives no credit falls behind and learns how far."""
    size = 2_000_000
    quick, opened = host.start(
        "sh", "-c", f"read go; head -c {size} /dev/zero", session="shared", stdin=True, keep=True
    )
    slow, slow_opened = attach(host, "shared")
    host.send(DATA, quick, b"go\n")
    await_exit(host, "shared")
    late = host.collect(slow, slow_opened)
    lost = sum(message["lost"] for message in late.messages if "lost" in message)
    assert len(late.stdout) + lost == size
    assert lost > 0
    assert late.exit == {"code": 0}
    first = host.collect(quick, opened)
    assert len(first.stdout) + sum(message.get("lost", 0) for message in first.messages) == size


def test_input_only_where_asked(host: Host) -> None:
    own, opened = host.start("cat", session="fed", stdin=True)
    watcher, watcher_opened = attach(host, "fed")
    feeder, _ = attach(host, "fed", input=True)
    host.send(DATA, watcher, b"ignored")
    host.send(EOF, watcher)
    host.send(DATA, feeder, b"from feeder ")
    host.send(DATA, own, b"from own")
    host.send(EOF, own)
    assert host.collect(own, opened).stdout == b"from feeder from own"
    assert host.collect(watcher, watcher_opened).stdout == b"from feeder from own"


def test_a_closed_stream_hangs_up_what_is_not_kept(host: Host) -> None:
    stream, _ = host.start("sleep", "1000", session="gone")
    host.send(CLOSE, stream, {})
    assert await_exit(host, "gone")["exit"] == {"signal": 1, "core": False}
    stream, _ = host.start("sleep", "1000", session="kept", keep=True)
    host.send(CLOSE, stream, {})
    stream, _ = host.start("sleep", "1000", session="terminal", tty=TTY)
    host.send(CLOSE, stream, {})
    assert states(host) == {"gone": "exited", "kept": "running", "terminal": "running"}


def test_a_signal_to_a_session_reaches_the_shell_behind_its_foreground(host: Host) -> None:
    stream, opened = host.start("bash", "--norc", "-i", session="shell", tty=TTY)
    host.send(DATA, stream, b"echo n''ow; sleep 1000\n")
    read_until(host, stream, b"now\r\n")
    host.call("session_signal", session="shell", signal=9)
    assert host.collect(stream, opened).exit == {"signal": 9, "core": False}


def test_what_ignores_the_hang_up_is_killed(host: Host) -> None:
    stream, _ = host.start("sh", "-c", "trap '' HUP; echo ready; while :; do sleep 1; done", session="deaf")
    host.next(stream, DATA)
    host.send(CLOSE, stream, {})
    assert await_exit(host, "deaf")["exit"] == {"signal": 9, "core": False}


def test_a_new_link_hangs_up_nothing(agent: Agent) -> None:
    first = agent.connect()
    first.start("sleep", "1000", session="stays")
    agent.drop(first)
    second = agent.connect(fresh=False)
    assert states(second) == {"stays": "running"}
    second.call("session_signal", session="stays", signal=15)
    assert await_exit(second, "stays")["exit"] == {"signal": 15, "core": False}
    assert replayed(second, "stays").exit == {"signal": 15, "core": False}
    assert states(second) == {}, "its end was delivered, so it is forgotten"


def test_an_end_during_an_absence_is_kept(agent: Agent) -> None:
    first = agent.connect()
    stream, _ = first.start("sh", "-c", "read go; echo done; exit 6", session="absent", stdin=True, keep=True)
    first.send(DATA, stream, b"go\n")
    agent.drop(first)
    second = agent.connect(fresh=False)
    result = replayed(second, "absent")
    assert (result.stdout, result.exit) == (b"done\n", {"code": 6})


def test_removing(host: Host) -> None:
    stream, _ = host.start("sleep", "1000", session="one", keep=True)
    with pytest.raises(RefusedError, match="busy"):
        host.call("session_remove", session="one")
    with pytest.raises(RefusedError, match="exists"):
        host.run("true", session="one")
    host.send(MESSAGE, stream, {"signal": 9})
    host.collect(stream, {})
    host.call("session_remove", session="one")
    for method in ("session_remove", "attach"):
        with pytest.raises(RefusedError, match="not_found"):
            host.call(method, session="one")
    with pytest.raises(RefusedError, match="not_found"):
        host.call("session_signal", session="one", signal=9)
    assert host.run("true", session="one").exit == {"code": 0}


def test_ended_sessions_are_bounded_and_the_oldest_go_first(host: Host) -> None:
    for number in range(70):
        host.run("true", session=f"s{number}", keep=True)
    host.run("true")
    left = states(host)
    assert len(left) == 64
    assert "s69" in left
    assert "s0" not in left


def test_running_sessions_are_bounded(host: Host) -> None:
    for number in range(256):
        host.start("sleep", "1000", session=f"s{number}", keep=True)
    with pytest.raises(RefusedError, match="too_many_sessions"):
        host.run("true")


def test_a_list_of_long_arguments_fits(agent: Agent) -> None:
    host = agent.connect()
    for number in range(8):
        host.start("sh", "-c", "exec sleep 1000", "x" * 60_000, session=f"s{number}", keep=True)
    assert len(host.call("sessions")["sessions"]) == 8
    agent.drop(host)
    assert len(agent.connect(fresh=False).ready["sessions"]) == 8


def test_the_workload_is_asked_with_its_signal_at_power_off(agent: Agent) -> None:
    host = agent.connect()
    script = "trap 'echo asked; exit 0' USR1; trap 'exit 1' TERM; echo ready; while :; do sleep 0.05; done"
    stream, _ = host.start("sh", "-c", script, session="main", role="workload", stop_signal=10, keep=True)
    host.next(stream, DATA)
    host.call("poweroff", grace_ms=60_000)
    assert host.next(0, EVENT).body == {"event": "powering_off"}
    assert await_exit(host, "main") == {
        "event": "session_exit",
        "session": "main",
        "exit": {"code": 0},
        "role": "workload",
    }
    assert agent.process.wait(60) == 0


def test_power_off_insists(agent: Agent) -> None:
    host = agent.connect()
    script = "trap '' TERM USR1; echo ready; while :; do sleep 0.05; done"
    stream, _ = host.start("sh", "-c", script, role="workload", stop_signal=10)
    host.next(stream, DATA)
    host.call("poweroff", grace_ms=400)
    assert agent.process.wait(60) == 0
