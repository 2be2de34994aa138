"""What a browser asks reaches the server in the machine, and what that answers reaches the browser."""

from collections.abc import AsyncIterator
from contextlib import suppress

import anyio
import httpx
import pytest

from ingle.drivers.guest.fake.kernel import Context, Program, Read, Sleep, Write
from support.machines import until
from support.port_doors import Doors
from support.port_servers import Heard, answering, endless, ok

HEAD = b"HTTP/1.1 200 OK\r\n"


async def test_a_server_in_the_machine_answers(doors: Doors) -> None:
    heard = Heard()
    doors.listen(answering(ok(b"hello", b"Content-Type: text/plain", b"Server: mine"), heard=heard))
    async with doors.client() as client:
        answer = await client.get("/a%20b/%2e?x=1&y=%26")
    assert (answer.status_code, answer.text, answer.headers["server"]) == (200, "hello", "mine")
    assert heard.head().startswith(b"GET /a%20b/%2e?x=1&y=%26 HTTP/1.1\r\n")
    assert heard.headers()["connection"] == ["close"]


async def test_a_body_is_passed_on_by_its_length_or_in_chunks(doors: Doors) -> None:
    heard = Heard()
    doors.listen(answering(ok(), heard=heard, end=b"whole"))
    async with doors.client() as client:
        await client.put("/", content=b"whole")
        assert (heard.headers()["content-length"], heard.body()) == (["5"], b"whole")

        async def parts() -> AsyncIterator[bytes]:
            yield b"in "
            yield b"parts"

        doors.listen(answering(ok(), heard=heard, end=b"0\r\n\r\n"))
        await client.post("/", content=parts())
    assert "content-length" not in heard.headers()
    assert heard.headers()["transfer-encoding"] == ["chunked"]
    assert heard.body() in {b"3\r\nin \r\n5\r\nparts\r\n0\r\n\r\n", b"8\r\nin parts\r\n0\r\n\r\n"}


async def test_an_answer_comes_as_it_is_said(doors: Doors) -> None:
    """As events do: without a length, and the first long before the last."""

    def clock(_context: Context) -> Program:
        yield Read()
        yield Write(1, HEAD + b"Content-Type: text/event-stream\r\n\r\ndata: 1\n\n")
        while (yield Read()):
            pass
        return 0

    doors.listen(clock)
    async with doors.client() as client, client.stream("GET", "/") as answer:
        events = answer.aiter_bytes()
        assert await anext(events) == b"data: 1\n\n"


async def test_a_server_answers_while_it_is_told_more(doors: Doors) -> None:
    """Streams both ways at once: what is said and what is answered do not wait for each other."""

    def upper(_context: Context) -> Program:
        yield Read()
        yield Write(1, HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        while data := (yield Read()):
            yield Write(1, b"%x\r\n%s\r\n" % (len(data), data.upper()))
        return 0

    doors.listen(upper)
    async with await anyio.connect_tcp("127.0.0.1", doors.served.port) as stream:
        head = f"POST / HTTP/1.1\r\nHost: {doors.host}\r\nCookie: ingle_port={doors.cookie}\r\nTransfer-Encoding: chunked\r\n\r\n"
        await stream.send(head.encode())
        said = b""
        for word in (b"one", b"two"):
            await stream.send(b"3\r\n%s\r\n" % word)
            with anyio.fail_after(30):
                while word.upper() not in said:
                    said += await stream.receive()


async def test_heads_are_clean_in_both_directions(doors: Doors) -> None:
    heard = Heard()
    said = (b"Connection: keep-alive, X-Hop", b"X-Hop: 1", b"Keep-Alive: 5", b"Alt-Svc: h2=\":443\"", b"Set-Cookie: a=1; Domain=localhost; Path=/",
            b"Set-Cookie: ingle_port=mine", b"X-Kept: 1")  # fmt: skip
    doors.listen(answering(ok(b"", *said), heard=heard))
    forged = {
        "Connection": "close, X-Mine",
        "X-Mine": "1",
        "X-Forwarded-For": "1.2.3.4",
        "Forwarded": "for=1.2.3.4",
        "X-Real-Ip": "1.2.3.4",
        "Proxy-Authorization": "x",
        "TE": "trailers",
        "Upgrade": "h2c",
        "Cookie": f"a=1; ingle_port={doors.cookie}; b=2",
        "Authorization": "Basic x",
    }
    async with doors.client(**forged) as client:
        answer = await client.get("/")
    headers = heard.headers()
    assert headers["host"] == headers["x-forwarded-host"] == [doors.host]
    assert headers["x-forwarded-for"] == ["127.0.0.1"]
    assert headers["x-forwarded-proto"] == ["http"]
    assert headers["cookie"] == ["a=1; b=2"]
    assert headers["authorization"] == ["Basic x"]
    assert not headers.keys() & {"x-mine", "forwarded", "x-real-ip", "proxy-authorization", "te", "upgrade"}
    assert answer.headers.get_list("set-cookie") == ["a=1; Path=/"]
    assert answer.headers["x-kept"] == "1"
    assert not answer.headers.keys() & {"x-hop", "keep-alive", "alt-svc"}
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "smuggled",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
        b"Content-Length: 4\r\nContent-Length: 60\r\n\r\nabcdGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
        b"X: 1\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
        b"Content-Length: 0\r\nHost: other\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
async def test_a_request_in_a_request_is_none(doors: Doors, smuggled: bytes) -> None:
    """However lengths are told, what the server in the machine hears is one request; the next on the connection is looked at anew, and has no cookie."""
    heard = Heard()
    doors.listen(answering(ok(), heard=heard))
    async with await anyio.connect_tcp("127.0.0.1", doors.served.port) as stream:
        head = f"POST / HTTP/1.1\r\nHost: {doors.host}\r\nCookie: ingle_port={doors.cookie}\r\n".encode()
        await stream.send(head + smuggled)
        await stream.send_eof()
        said = b""
        with anyio.fail_after(30):
            async for data in stream:
                said += data
    assert not any(b"/evil" in request for request in heard.requests)


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ((b"SSH-2.0-dropbear\r\n",), 502, "does not speak HTTP"),
        ((b"HTTP/1.1 200 OK\r\nX: \x01\r\n\r\n",), 502, "does not speak HTTP"),
        ((b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",), 502, "does not speak HTTP"),
        ((b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",), 502, "does not speak HTTP"),
        ((HEAD + b"X: " + b"x" * 300_000 + b"\r\n\r\n",), 502, "does not speak HTTP"),
        ((HEAD + b"Content-Length: -1\r\n\r\n",), 502, "does not speak HTTP"),
        ((), 502, "hung up before it had answered"),
        ((b"HTTP/1.1 100 Continue\r\n\r\n",), 502, "hung up before it had answered"),
    ],
)
async def test_what_is_no_answer_is_told_as_one_sentence(
    doors: Doors, said: tuple[bytes, ...], status: int, sentence: str
) -> None:
    doors.listen(answering(*said))
    async with doors.client() as client:
        answer = await client.get("/")
    assert (answer.status_code, sentence in answer.text) == (status, True), answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "cut",
    [HEAD + b"Content-Length: 10\r\n\r\nhalf", HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
)
async def test_half_an_answer_is_known_to_be_half(doors: Doors, cut: bytes) -> None:
    doors.listen(answering(cut))
    async with doors.client() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get("/")


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("HEAD", HEAD + b"Content-Length: 100\r\n\r\n"),
        ("GET", b"HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\nETag: x\r\n\r\n"),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\n"),
        ("GET", b"HTTP/1.0 200 OK\r\n\r\nuntil the end"),
        ("GET", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ],
)
async def test_answers_without_a_body_or_a_length(doors: Doors, method: str, said: bytes) -> None:
    doors.listen(answering(said))
    async with doors.client() as client:
        for _ in range(2):  # the connection of the browser is as good as before
            answer = await client.request(method, "/")
            assert answer.status_code == int(said.rpartition(b"HTTP/1.")[2].split()[1])
            assert answer.text == ("until the end" if b"until" in said else "")


async def test_a_browser_that_reads_slowly_slows_the_server(doors: Doors) -> None:
    written: list[int] = []
    doors.listen(endless(b"x" * 65536, written))
    async with doors.client() as client, client.stream("GET", "/") as answer:
        content = answer.aiter_raw()
        await anext(content)
        held = -1
        while held != len(written):  # until no more is taken
            held = len(written)
            await anyio.sleep(0.2)
        assert sum(written) < 32 << 20
        while len(written) == held:
            await anext(content)


async def test_a_server_that_reads_slowly_slows_the_browser(doors: Doors) -> None:
    sent = 0

    async def endless_body() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            yield b"x" * 65536
            sent += 65536

    def holding(_context: Context) -> Program:
        yield Read()
        yield Sleep(3600)
        return 0

    doors.listen(holding)
    async with doors.client() as client, anyio.create_task_group() as group:
        group.start_soon(lambda: client.post("/", content=endless_body()))
        await until(lambda: sent > 0)
        held = -1
        while held != sent:
            held = sent
            await anyio.sleep(0.2)
        assert sent < 32 << 20
        group.cancel_scope.cancel()
    await doors.daemon.machines.stop(doors.machine.owner, doors.machine.id, grace=0)


async def test_a_server_that_takes_nothing_for_long_is_hung_up_on(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it takes nothing, a browser that has gone cannot be heard to go, and the machine would be kept awake for it."""
    monkeypatch.setattr("ingle.gateway.relay.request.STALLED_SECONDS", 0.2)

    def holding(_context: Context) -> Program:
        yield Read()
        yield Sleep(3600)
        return 0

    async def large() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 65536

    doors.listen(holding)
    leases = doors.daemon.machines._shop.leases
    async with doors.client() as client:
        with suppress(httpx.TransportError):  # the rest of the body is nobody's
            assert (await client.post("/", content=large())).status_code == 502
    await until(lambda: leases.held(doors.machine.id) == 0)


async def test_nothing_listens(doors: Doors) -> None:
    async with doors.client() as client:
        answer = await client.get("/")
    assert answer.status_code == 502
    assert "Nothing listens on port 8000 of the machine." in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_a_dead_agent_a_stopped_machine_and_one_that_is_gone(doors: Doors) -> None:
    doors.town.host.agent(doors.machine.id).failures["connect"] = "unreachable"
    async with doors.client() as client:
        assert (await client.get("/")).status_code == 502
        await doors.daemon.machines.stop(doors.machine.owner, doors.machine.id, grace=0)
        stopped = await client.get("/")
        assert (stopped.status_code, "stopped" in stopped.text) == (503, True)
        await doors.daemon.machines.remove(doors.machine.owner, doors.machine.id)
        assert (await client.get("/")).status_code == 404


async def test_using_a_port_keeps_the_machine_awake_and_having_it_open_does_not(doors: Doors) -> None:
    """Each request has a connection into the machine of its own, so a browser's that stays open for the next one is no use of it."""
    doors.listen(answering(HEAD + b"\r\n", hold=True))
    leases = doors.daemon.machines._shop.leases
    async with doors.client() as client:
        async with client.stream("GET", "/"):
            assert leases.held(doors.machine.id) == 1
        await until(lambda: leases.held(doors.machine.id) == 0)
        doors.listen(answering(ok()))
        await client.get("/")
        await until(lambda: leases.held(doors.machine.id) == 0)
        await doors.daemon.machines.sleep(doors.machine.owner, doors.machine.id)
        assert (await client.get("/")).text == "hello"
    assert (await doors.daemon.machines.get(doors.machine.owner, doors.machine.id)).status.state == "running"
