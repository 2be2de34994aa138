"""A client that costs little, so that what is measured is the server: plain sockets that are kept, each asking again when it is answered."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import anyio
from anyio.abc import SocketStream

_END = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length:"

Make = Callable[[], bytes]
"""The next request, whole: its line, its headers, its body."""


@dataclass(frozen=True)
class Load:
    """What asking so many times has cost."""

    latencies: tuple[float, ...]  # milliseconds, of each request
    seconds: float
    cpu_seconds: float  # of the server

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Of each request."""
        return self.cpu_seconds / len(self.latencies) * 1000


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: localhost",
        *(f"{name}: {headers[name]}" for name in headers),
    ]
    if body or method in {"PUT", "POST"}:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def load(port: int, pids: Sequence[int], make: Make, *, count: int, at_once: int) -> Load:
    """Ask `count` times over so many connections. `pids`: of the server's processes."""
    return anyio.run(_load, port, pids, make, count, at_once)


def cpu_seconds(pids: Sequence[int]) -> float:
    """Of all threads of these processes, to the nanosecond: their CPU clocks (clock_getcpuclockid(3))."""
    return sum(time.clock_gettime(~pid << 3 | 2) for pid in pids)


async def _load(port: int, pids: Sequence[int], make: Make, count: int, at_once: int) -> Load:
    latencies: list[float] = []
    left = count

    async def ask_on(stream: SocketStream) -> None:
        nonlocal left
        while left > 0:
            left -= 1
            asked = make()
            begun = time.perf_counter()
            await stream.send(asked)
            await answer(stream)
            latencies.append((time.perf_counter() - begun) * 1000)

    streams = [await anyio.connect_tcp("127.0.0.1", port) for _ in range(at_once)]
    before, begun = cpu_seconds(pids), time.perf_counter()
    async with anyio.create_task_group() as group:
        for stream in streams:
            group.start_soon(ask_on, stream)
    spent = Load(tuple(latencies), time.perf_counter() - begun, cpu_seconds(pids) - before)
    for stream in streams:
        await stream.aclose()
    return spent


async def answer(stream: SocketStream) -> bytes:
    """The body. Raises RuntimeError when it is a refusal."""
    data = bytearray()
    while (end := data.find(_END)) < 0:
        data += await stream.receive()
    head = bytes(data[:end]).lower()
    if not head.startswith(b"http/1.1 2"):
        raise RuntimeError(bytes(data).decode(errors="replace")[:500])
    _, found, rest = head.partition(_LENGTH)
    whole = end + len(_END) + (int(rest.partition(b"\r\n")[0]) if found else 0)
    while len(data) < whole:
        data += await stream.receive()
    return bytes(data[end + len(_END) :])
