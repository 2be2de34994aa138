"""Activity: whose process belongs to which session, in the kernel's own terms."""

from guest.conftest import Agent
from guest.wire import DATA, Host, eventually

TTY = {"rows": 24, "cols": 80}


def reasons(host: Host) -> list[str]:
    return host.call("activity")["reasons"]


def type_(host: Host, stream: int, line: str, wanted: bytes) -> None:
    host.send(DATA, stream, line.encode() + b"\n")
    got = b""
    while wanted not in got:
        got += host.next(stream, DATA).payload


def test_children_in_the_background_and_in_sessions_of_their_own_count(host: Host) -> None:
    stream, _ = host.start("bash", "--norc", "-i", session="shell", tty=TTY)
    type_(host, stream, "sleep 1000 & echo st''arted", b"started\r\n")
    eventually(lambda: reasons(host) == ["session shell: sleep 1000"])
    type_(host, stream, "kill $!; wait; set +m; setsid sleep 2000 & echo ag''ain", b"again\r\n")
    eventually(lambda: reasons(host) == ["session shell: sleep 2000"])
    type_(host, stream, "kill $!; wait; echo id''le", b"idle\r\n")
    eventually(lambda: reasons(host) == [])  # the last to be waited for may still be seen in its end


def test_reasons_are_plain_short_and_few(host: Host) -> None:
    for number in range(20):
        host.start("sh", "-c", "exec sleep 1000", "\x1b[31m" + "é" * 100, session=f"s{number}", keep=True)
    told = reasons(host)
    assert len(told) == 16
    assert all(len(reason) < 180 and reason.startswith("session s") for reason in told)
    assert all(reason.endswith("…") and "\x1b" not in reason and "é" not in reason for reason in told)


def test_a_terminals_own_program_is_no_work(agent: Agent) -> None:
    host = agent.connect()
    stream, _ = host.start("cat", session="editor", tty=TTY)
    assert host.call("activity") == {"busy": False, "reasons": []}, (
        "a terminal's own program waits for its person"
    )
    host.call("session_signal", session="editor", signal=9)
    host.collect(stream, {})
