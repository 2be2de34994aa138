"""`scripts/many-uploads`: see there."""

import argparse
import hashlib
import os
import time
from collections.abc import AsyncIterator, Iterator

import anyio
import httpx

from endurance.standing import Standing, daemon, middle, say

MIB = 1 << 20
SLOW_BYTES = MIB  # what a slow client sends in all
SLOW_PIECE = 16 * 1024
SLOW_PAUSE = 0.5  # seconds between its pieces: half a minute for all of them
REST = 0.2  # seconds between requests of the one who is measured
QUIET_SECONDS = 10.0
MAY_GROW_MIB = 64.0  # whatever is sent; each slow client has a piece of its own in memory, and its socket
PATIENCE = 900.0


def large_pieces(gib: float) -> Iterator[bytes]:
    """Pieces that differ, made fast."""
    noise = os.urandom(MIB)
    for number in range(round(gib * 1024)):
        yield number.to_bytes(8, "big") + noise[8:]


class Load:
    """What is sent, while somebody else works and is measured."""

    def __init__(self, house: Standing, client: httpx.AsyncClient) -> None:
        self._house, self._client = house, client
        self.top_mib = house.rss_mib()

    async def slowly(self, number: int) -> None:
        whole = os.urandom(SLOW_BYTES)

        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, SLOW_BYTES, SLOW_PIECE):
                yield whole[start : start + SLOW_PIECE]
                await anyio.sleep(SLOW_PAUSE)

        await self._put(f"~/slow/{number}", pieces(), SLOW_BYTES)
        assert await self._hash_of(f"~/slow/{number}") == hashlib.sha256(whole).hexdigest()

    async def large(self, gib: float) -> None:
        expected = hashlib.sha256()

        async def pieces() -> AsyncIterator[bytes]:
            for piece in large_pieces(gib):
                expected.update(piece)
                yield piece

        began = time.perf_counter()
        await self._put("~/large", pieces(), round(gib * 1024) * MIB)
        sent = time.perf_counter()
        assert await self._hash_of("~/large") == expected.hexdigest()
        back = time.perf_counter()
        say(
            f"{gib:g} GiB: sent at {gib * 1024 / (sent - began):.0f} MiB/s, read again at {gib * 1024 / (back - sent):.0f} MiB/s, same bytes"
        )

    async def work(self, seconds: float | None = None) -> list[float]:
        """Small reads, writes and lists, one after the other, for so long, or until cancelled; the milliseconds of each go to the list that is answered."""
        taken: list[float] = []
        await self.work_into(taken, seconds)
        return taken

    async def work_into(self, taken: list[float], seconds: float | None = None) -> None:
        end = None if seconds is None else time.perf_counter() + seconds
        while end is None or time.perf_counter() < end:
            for method, url, body in (
                ("PUT", "files?path=~/mine/note", b"small"),
                ("GET", "files?path=~/mine/note", None),
                ("GET", "files/list?path=~/mine", None),
            ):
                began = time.perf_counter()
                answer = await self._client.request(method, url, content=body)
                taken.append(1000 * (time.perf_counter() - began))
                assert answer.is_success, answer.text
            self.top_mib = max(self.top_mib, self._house.rss_mib())
            await anyio.sleep(REST)

    async def _put(self, path: str, content: AsyncIterator[bytes], size: int) -> None:
        answer = await self._client.put(
            "files",
            params={"path": path, "parents": True},
            content=content,
            headers={"Content-Length": str(size)},
        )
        assert answer.status_code == 201, answer.text

    async def _hash_of(self, path: str) -> str:
        found = hashlib.sha256()
        async with self._client.stream("GET", "files", params={"path": path}) as answer:
            async for piece in answer.aiter_raw():
                found.update(piece)
        return found.hexdigest()


async def run(clients: int, gib: float) -> None:
    limits = httpx.Limits(max_connections=None)
    with daemon() as house:
        async with httpx.AsyncClient(
            base_url=house.api, headers=house.headers, timeout=PATIENCE, limits=limits
        ) as client:
            made = await client.post("files/mkdir", json={"path": "~/mine"})
            assert made.status_code == 201, made.text
            load = Load(house, client)
            quiet = await load.work(QUIET_SECONDS)
            before = load.top_mib
            say(f"before: {before:.0f} MiB; small requests take {middle(quiet)}")
            meanwhile: list[float] = []
            async with anyio.create_task_group() as working:
                working.start_soon(load.work_into, meanwhile)
                async with anyio.create_task_group() as sending:
                    for number in range(clients):
                        sending.start_soon(load.slowly, number)
                    if gib:
                        sending.start_soon(load.large, gib)
                working.cancel_scope.cancel()
            say(
                f"{clients} slow clients meanwhile: {load.top_mib:.0f} MiB at most; small requests take {middle(meanwhile)}"
            )
            assert load.top_mib - before < MAY_GROW_MIB, f"memory grew by {load.top_mib - before:.0f} MiB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--gib", type=float, default=4)
    asked = parser.parse_args()
    anyio.run(run, asked.clients, asked.gib)


if __name__ == "__main__":
    main()
