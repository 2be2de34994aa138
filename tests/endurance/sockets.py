"""`scripts/many-sockets`: see there."""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import anyio
import httpx
import msgspec
from websockets.asyncio.client import ClientConnection, connect

from ingle.wire.streams import EVENTS_OPENED

PORT = 4797
OPENING_AT_ONCE = 50
PATIENCE = 600.0
RESTING_SECONDS = 2.0  # between facts, so that each is measured alone


@contextmanager
def daemon() -> Iterator[tuple[int, str]]:
    """Its process, and a token of its admin."""
    with TemporaryDirectory(prefix="ingle-") as folder:
        flags = [
            "--data-dir",
            folder,
            "--listen",
            f"127.0.0.1:{PORT}",
            "--engine",
            "fake",
            "--log.level",
            "error",
        ]
        process = subprocess.Popen(
            [sys.executable, "-m", "ingle.daemon", *flags], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        try:
            assert process.stdout is not None
            process.stdout.readline()
            transport = httpx.HTTPTransport(uds=f"{folder}/ingle.sock")
            with httpx.Client(transport=transport, base_url="http://ingle/api/v1/") as operator:
                yield process.pid, operator.post("tokens", json={"name": "sockets"}).json()["secret"]
        finally:
            process.terminate()
            process.wait()


def rss_mib(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / (1 << 20)


class Window:
    """Hears, and remembers when."""

    def __init__(self, token: str) -> None:
        self._headers = {"Authorization": f"Bearer {token}"}
        self.position = 0
        self.heard: dict[str, float] = {}
        self.socket: ClientConnection | None = None

    async def open(self, after: int | None = None) -> None:
        query = "" if after is None else f"?after={after}"
        url = f"ws://127.0.0.1:{PORT}/api/v1/events{query}"
        self.socket = await connect(
            url, additional_headers=self._headers, open_timeout=PATIENCE, ping_interval=None
        )
        await self.take()

    async def take(self) -> None:
        assert self.socket is not None
        event = msgspec.json.decode(await self.socket.recv())
        self.position = event["id"] or self.position
        if event["type"] != EVENTS_OPENED:
            self.heard[event["data"]["title"]] = time.perf_counter()

    async def listen(self, facts: int) -> None:
        while len(self.heard) < facts:
            await self.take()


async def open_all(windows: list[Window]) -> None:
    limiter = anyio.CapacityLimiter(OPENING_AT_ONCE)

    async def open_one(window: Window) -> None:
        async with limiter:
            await window.open()

    async with anyio.create_task_group() as group:
        for window in windows:
            group.start_soon(open_one, window)


async def run(sockets: int, facts: int) -> None:
    with daemon() as (pid, token):
        empty = rss_mib(pid)
        windows = [Window(token) for _ in range(sockets)]
        with anyio.fail_after(PATIENCE):
            await open_all(windows)
        say(f"{sockets} sockets open: the daemon has {rss_mib(pid):.0f} MiB, {empty:.0f} MiB before them")
        away, deaf = windows[::20], windows[1::20]  # some go, some never read
        listening = [window for window in windows if window not in away and window not in deaf]
        for window in away:
            assert window.socket is not None
            await window.socket.close()
        told: dict[str, float] = {}
        async with (
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{PORT}/api/v1/", timeout=PATIENCE) as client,
            anyio.create_task_group() as group,
        ):
            for window in listening:
                group.start_soon(window.listen, facts)
            for number in range(facts):
                body = {"title": str(number), "text": "x" * 500}
                answer = await client.post(
                    "notifications", json=body, headers={"Authorization": f"Bearer {token}"}
                )
                told[str(number)] = time.perf_counter()
                assert answer.status_code == 201, answer.text
                await anyio.sleep(RESTING_SECONDS)
        delays = sorted(1000 * (window.heard[name] - at) for window in listening for name, at in told.items())
        firsts = sorted(1000 * (min(w.heard[name] for w in listening) - at) for name, at in told.items())
        say(
            f"{facts} facts, {len(listening)} listening: heard by the first after {middle(firsts)}, by all after {middle(delays)}"
        )
        say(f"with {len(deaf)} that do not read: the daemon has {rss_mib(pid):.0f} MiB")
        for window in away:
            with anyio.fail_after(PATIENCE):
                await window.open(after=window.position)
                await window.listen(facts)
            assert list(window.heard) == list(told), "something was lost"
        say(f"{len(away)} that were away heard all that they had missed, in order")
        for window in windows:
            assert window.socket is not None
            window.socket.transport.abort()


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def middle(delays: list[float]) -> str:
    return f"{delays[len(delays) // 2]:.0f} ms (p50), {delays[int(len(delays) * 0.95)]:.0f} ms (p95)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=2000)
    parser.add_argument("--facts", type=int, default=50)
    asked = parser.parse_args()
    anyio.run(run, asked.sockets, asked.facts)


if __name__ == "__main__":
    main()
