"""Machines over WebSockets, on the real server, as wire/streams.py says."""

import json
from typing import Any

import anyio
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from ingle.drivers.guest.fake.programs import cat
from support.machines import ANN, Daemon, Town, sh, until


async def exec_(socket: ClientConnection, *argv: str, **request: Any) -> None:
    await socket.send(json.dumps({"argv": argv, **request}))


async def hear(socket: ClientConnection) -> tuple[dict[int, bytes], list[dict[str, Any]]]:
    """Everything until the end: output by channel, and the messages."""
    output, messages = {1: b"", 2: b""}, []
    try:
        while True:
            message = await socket.recv()
            if isinstance(message, bytes):
                output[message[0]] += message[1:]
            else:
                messages.append(json.loads(message))
    except ConnectionClosed:
        return output, messages


async def running(town: Town, daemon: Daemon) -> int:
    machine = await daemon.machines.get(ANN, "one")
    return len(town.host.agent(machine.id).sessions.running())


async def test_exec(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, *sh("echo out; echo err >&2; exit 7"))
        output, messages = await hear(socket)
    assert output == {1: b"out\n", 2: b"err\n"}
    assert messages[0]["type"] == "started"
    assert messages[0]["session"].startswith("ses_")
    assert [message["channel"] for message in messages if message["type"] == "eof"] == [1, 2]
    assert messages[-1] == {"type": "exited", "exit": {"code": 7}}
    assert socket.close_code == 1000


async def test_input_and_its_end(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, "cat", stdin=True)
        for _ in range(20):
            await socket.send(b"\0" + b"x" * 65536)
        await socket.send('{"type":"eof"}')
        output, messages = await hear(socket)
    assert output[1] == b"x" * 65536 * 20
    assert messages[-1]["exit"] == {"code": 0}


async def test_argv_that_is_no_text_arrives(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, "printf", "%s", "\udcff '$\n")
        output, _ = await hear(socket)
    assert output[1] == b"\xff '$\n"


async def test_a_terminal(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, "sh", tty={"rows": 10, "cols": 20})
        await socket.send('{"type":"resize","rows":30,"cols":40}')
        await socket.send(b"\0stty size; exit 3\r")
        output, messages = await hear(socket)
    assert b"30 40" in output[1]
    assert messages[-1]["exit"] == {"code": 3}


async def test_a_signal(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, "sleep", "60")
        await socket.recv()
        await socket.send('{"type":"signal","signal":"KILL"}')
        _, messages = await hear(socket)
    assert messages[-1]["exit"] == {"signal": 9}


async def test_whoever_comes_back_to_a_session_that_was_idle_for_too_long_is_told(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, *sh("echo on; sleep 60"), keep=True, idle_after=0.2)
        session = json.loads(await socket.recv())["session"]

    async def ended() -> bool:
        listed = (await doors.ann.get("/machines/one/sessions")).json()["items"]
        return [one.get("cause") for one in listed if one["id"] == session] == ["idle"]

    await until(ended)
    async with doors.socket(f"/one/sessions/{session}/attach") as socket:
        output, messages = await hear(socket)
    assert output[1] == b"on\n"
    assert messages[-1] == {"type": "exited", "exit": {"signal": 1}, "cause": "idle"}


@pytest.mark.parametrize(("keep", "left"), [(False, 0), (True, 1)])
async def test_hanging_up(doors: Any, town: Town, *, keep: bool, left: int) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, *sh("echo on; sleep 60"), keep=keep)
        await socket.recv()

    async def detached() -> bool:
        sessions = await doors.daemon.machines.sessions.list(ANN, "one")
        return sum(session.running for session in sessions) == left and not any(s.attached for s in sessions)

    await until(detached)


async def test_attach_replays_the_newest_and_goes_on(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, "sh", tty={"rows": 10, "cols": 20})
        await socket.send(b"\0echo before\r")
        started = json.loads(await socket.recv())
        seen = b""
        while b"\nbefore" not in seen:
            seen += await socket.recv()
    async with doors.socket(f"/one/sessions/{started['session']}/attach?tail=5") as socket:
        again = json.loads(await socket.recv())
        assert (again["type"], again["pid"]) == ("started", started["pid"])
        assert len(await socket.recv()) == 6
        await socket.send(b"\0exit 0\r")
        _, messages = await hear(socket)
    assert messages[-1]["exit"] == {"code": 0}


@pytest.mark.parametrize(
    ("path", "first", "code", "problem"),
    [
        ("/none/exec", '{"argv":["true"]}', 4404, "machine_not_found"),
        ("/one/exec", '{"argv":["nonesuch"]}', 4400, "command_not_found"),
        ("/one/exec", '{"argv":[]}', 4400, "invalid"),
        ("/one/exec", '{"argv":"true"}', 4400, "bad_message"),
        ("/one/exec", '{"argv":["\\udc00"]}', 4400, "invalid"),
        ("/one/exec", '{"argv":["true"],"env":{"\\udcff":""}}', 4400, "invalid"),
        ("/one/exec", b"\0x", 4400, "bad_message"),
        ("/one/exec", "not json", 4400, "bad_message"),
        ("/one/sessions/none/attach", None, 4404, "session_not_found"),
        ("/one/connect/81", None, 4503, "connection_refused"),
        ("/one/connect/0", None, 4400, "invalid"),
    ],
)
async def test_failures_are_told(
    doors: Any, path: str, first: str | bytes | None, code: int, problem: str
) -> None:
    await doors.daemon.create()
    async with doors.socket(path) as socket:
        if first is not None:
            await socket.send(first)
        _, messages = await hear(socket)
    assert (socket.close_code, messages[-1]["problem"]["code"]) == (code, problem)


@pytest.mark.parametrize(
    "message",
    [
        b"\1x",
        b"",
        b"\0" + b"x" * 65537,
        '{"type":"resize","rows":0,"cols":1}',
        '{"type":"signal","signal":"X"}',
        "{}",
    ],
)
async def test_a_wrong_message_ends_the_conversation(doors: Any, message: str | bytes) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, "sleep", "60", stdin=True)
        await socket.recv()
        await socket.send(message)
        await hear(socket)
    assert socket.close_code == 4400


async def test_what_is_anothers_is_not_found(doors: Any) -> None:
    await doors.daemon.create()
    for path in ("/one/exec", "/one/sessions/workload/attach", "/one/connect/80"):
        async with doors.socket(path, name="bob") as socket:
            if path.endswith("exec"):
                await exec_(socket, "true")
            _, messages = await hear(socket)
        assert (socket.close_code, messages[-1]["problem"]["code"]) == (4404, "machine_not_found")


async def test_a_vmm_that_dies_ends_the_conversation(doors: Any, town: Town) -> None:
    machine = await doors.daemon.create()
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, "sleep", "60")
        await socket.recv()
        town.host.crash(machine.id)
        _, messages = await hear(socket)
    assert (socket.close_code, messages[-1]["problem"]["code"]) == (4503, "guest_lost")


async def test_much_output_to_a_slow_reader_is_complete(doors: Any) -> None:
    await doors.daemon.create()
    received = 0
    async with doors.socket("/one/exec") as socket:
        await exec_(socket, "head", "-c", "5000000", "/dev/zero")
        async for message in socket:
            if isinstance(message, bytes):
                received += len(message) - 1
                await anyio.lowlevel.checkpoint()
    assert received == 5_000_000


async def test_connect_carries_bytes_and_half_closes(doors: Any, town: Town) -> None:
    machine = await doors.daemon.create()
    town.host.agent(machine.id).listeners[80] = cat
    async with doors.socket("/one/connect/80") as socket:
        await socket.send(b"ping")
        assert await socket.recv() == b"ping"
        await socket.send('{"type":"eof"}')
        assert json.loads(await socket.recv())["type"] == "eof"
        await hear(socket)
    assert socket.close_code == 1000


async def test_a_watch(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/files/watch?path=/tmp&recursive=true") as socket:
        assert json.loads(await socket.recv()) == {"type": "changes", "items": []}
        await doors.daemon.machines.files.mkdir(ANN, "one", "/tmp/a/b", mode=0o755, parents=True)
        heard: list[dict[str, Any]] = []
        while len(heard) < 2:
            heard += json.loads(await socket.recv())["items"]
        assert heard == [
            {"kind": "created", "path": "/tmp/a", "directory": True},
            {"kind": "created", "path": "/tmp/a/b", "directory": True},
        ]
        await doors.daemon.machines.files.remove(ANN, "one", "/tmp", recursive=True)
        _, messages = await hear(socket)
    assert messages[-1]["problem"]["code"] == "gone"
    assert socket.close_code == 4404


async def test_a_watch_of_nothing(doors: Any) -> None:
    await doors.daemon.create()
    async with doors.socket("/one/files/watch?path=/nothing") as socket:
        _, messages = await hear(socket)
    assert (messages[-1]["problem"]["code"], socket.close_code) == ("not_found", 4404)


async def test_a_watch_ends_with_its_client(town: Town, doors: Any) -> None:
    machine = await doors.daemon.create()
    async with doors.socket("/one/files/watch?path=/tmp") as socket:
        await socket.recv()
        assert town.host.agent(machine.id).tree.listeners
    await until(lambda: not town.host.agent(machine.id).tree.listeners)
