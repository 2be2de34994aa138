"""`scripts/many-sockets`: see there."""

import argparse
import time

import anyio
import httpx
import msgspec
from websockets.asyncio.client import ClientConnection, connect

from endurance.standing import Standing, daemon, middle, say
from ingle.wire.streams import EVENTS_OPENED

OPENING_AT_ONCE = 50
PATIENCE = 600.0
RESTING_SECONDS = 2.0  # between facts, so that each is measured alone


class Window:
    """Hears, and remembers when."""

    def __init__(self, house: Standing) -> None:
        self._house = house
        self.position = 0
        self.heard: dict[str, float] = {}
        self.socket: ClientConnection | None = None

    async def open(self, after: int | None = None) -> None:
        query = "" if after is None else f"?after={after}"
        self.socket = await connect(
            f"ws://{self._house.address}/api/v1/events{query}",
            additional_headers=self._house.headers,
            open_timeout=PATIENCE,
            ping_interval=None,
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
    with daemon() as house:
        empty = house.rss_mib()
        windows = [Window(house) for _ in range(sockets)]
        with anyio.fail_after(PATIENCE):
            await open_all(windows)
        say(f"{sockets} sockets open: the daemon has {house.rss_mib():.0f} MiB, {empty:.0f} MiB before them")
        away, deaf = windows[::20], windows[1::20]  # some go, some never read
        listening = [window for window in windows if window not in away and window not in deaf]
        for window in away:
            assert window.socket is not None
            await window.socket.close()
        told: dict[str, float] = {}
        async with (
            httpx.AsyncClient(base_url=house.api, headers=house.headers, timeout=PATIENCE) as client,
            anyio.create_task_group() as group,
        ):
            for window in listening:
                group.start_soon(window.listen, facts)
            for number in range(facts):
                body = {"title": str(number), "text": "x" * 500}
                answer = await client.post("notifications", json=body)
                told[str(number)] = time.perf_counter()
                assert answer.status_code == 201, answer.text
                await anyio.sleep(RESTING_SECONDS)
        delays = [1000 * (window.heard[name] - at) for window in listening for name, at in told.items()]
        firsts = [1000 * (min(w.heard[name] for w in listening) - at) for name, at in told.items()]
        say(
            f"{facts} facts, {len(listening)} listening: heard by the first after {middle(firsts)}, by all after {middle(delays)}"
        )
        say(f"with {len(deaf)} that do not read: the daemon has {house.rss_mib():.0f} MiB")
        for window in away:
            with anyio.fail_after(PATIENCE):
                await window.open(after=window.position)
                await window.listen(facts)
            assert list(window.heard) == list(told), "something was lost"
        say(f"{len(away)} that were away heard all that they had missed, in order")
        for window in windows:
            assert window.socket is not None
            window.socket.transport.abort()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=2000)
    parser.add_argument("--facts", type=int, default=50)
    asked = parser.parse_args()
    anyio.run(run, asked.sockets, asked.facts)


if __name__ == "__main__":
    main()
