"""Plays a broken or hostile agent to the decoder and to whole links: only the errors of the ports may come out, soon, and memory stays bounded.

Each case is made from the seed and its number alone, so `--case N` tries one again.
"""

# ruff: noqa: S311, T201 - a seeded generator is wanted, and so is its report

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from random import Random
from typing import Any

import anyio
import anyio.lowlevel
import msgspec
from anyio.abc import ByteStream

from ingle.drivers.guest.frame import FLUSH, MAX_FRAME, Decoder, Frame, Type, encode
from ingle.machines.errors import GuestError, GuestLostError
from ingle.machines.ports import GuestConfiguration, GuestLink, ProcessSpec, ProcessStream, TerminalSize
from ingle.runtime import unix_sockets
from support.peers import NONCE, READY, Peer, connector

HANG_SECONDS = 20
MOST_MEMORY = 400 << 20
TYPES = tuple(Type)
EXPECTED = (
    GuestError,
    GuestLostError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
)
KEYS = (
    "error", "code", "message", "errno", "pid", "session", "lost", "exit", "signal", "core", "sessions",
    "id", "argv", "tty", "state", "started_ns", "first", "next", "attached", "role", "type", "mode", "uid",
    "gid", "size", "mtime_ns", "inode", "nlink", "target", "name", "entries", "cpu_ns", "uptime_ns",
    "memory_total", "memory_available", "load", "processes", "disk_total", "disk_free", "net_rx", "net_tx",
    "disk_read", "disk_written", "version", "boot_id", "agent", "kernel", "configured", "event",
)  # fmt: skip
STAT = {"type": "file", "mode": 33188, "uid": 0, "gid": 0, "size": 5, "mtime_ns": 1, "inode": 1, "nlink": 1}
SESSION = {
    "id": "s", "argv": [b"x"], "pid": 1, "tty": False, "state": "running", "started_ns": 1, "first": 0, "next": 0, "attached": 0, "role": "exec"
}  # fmt: skip
HONEST: tuple[Any, ...] = (
    {}, {"pid": 5, "session": "s"}, {"exit": {"code": 0}}, {"exit": {"signal": 9, "core": False}}, {"lost": 5}, STAT, {"size": 0},
    {"entries": [{**STAT, "name": b"n"}]}, {"error": {"code": "not_found", "message": "m"}}, {"sessions": [SESSION]}, READY,
)  # fmt: skip


# --- what a bad agent says ---


def value(random: Random, depth: int = 0) -> Any:
    match random.randrange(9 if depth < 3 else 6):
        case 0:
            return random.choice((0, 1, -1, 255, 65536, 2**32, 2**63, 2**64 - 1, -(2**63)))
        case 1:
            return random.choice((None, True, False, 0.5, float("nan"), float("inf")))
        case 2 | 3:
            return random.choice(("", "x", "exited", "running", "file", "é", "\0", "x" * 300))
        case 4 | 5:
            return random.randbytes(random.choice((0, 1, 5, 300)))
        case 6:
            return [value(random, depth + 1) for _ in range(random.randrange(4))]
        case _:
            return {random.choice(KEYS): value(random, depth + 1) for _ in range(random.randrange(6))}


def payload(random: Random) -> bytes:
    """Honest, twisted, or no MessagePack at all."""
    choice = random.randrange(10)
    if choice == 0:
        return random.randbytes(random.choice((0, 1, 4, 40, 5000)))
    if choice == 1:
        return random.choice((b"\x81\xa1a", b"\x91", b"\xc7\xff")) * random.choice((1, 2000, 60000))
    said = random.choice(HONEST)
    if choice < 6:
        said = {**said, **{random.choice(KEYS): value(random) for _ in range(random.randrange(3))}}
    packed = bytearray(msgspec.msgpack.encode(said))
    if choice == 2 and packed:
        packed[random.randrange(len(packed))] = random.randrange(256)
    return bytes(packed)


def frame(random: Random, streams: int) -> Frame:
    type_ = random.choice(TYPES) if random.random() < 0.97 else random.randrange(256)
    if type_ == Type.READY and random.random() < 0.9:
        type_ = Type.MESSAGE
    number = random.randint(0, streams + 1) if random.random() < 0.95 else random.randrange(2**32)
    channel = random.choice((0, 1, 2, 2, 1, 1, 3, 255))
    if type_ == Type.DATA:
        return Frame(type_, number, bytes(random.choice((0, 1, 100, 65536, 65537))), channel)
    if type_ in (Type.EOF, Type.CREDIT) and random.random() < 0.9:
        return Frame(type_, number, b"" if type_ == Type.EOF else random.randbytes(4), channel)
    return Frame(type_, number, payload(random), channel)


def speech(random: Random, streams: int) -> bytes:
    """Some frames, whole or cut, with junk between."""
    said = bytearray()
    for _ in range(random.randrange(1, 30)):
        sealed = encode(frame(random, streams), NONCE if random.random() < 0.97 else random.getrandbits(32))
        match random.randrange(40):
            case 0:
                said += sealed[: random.randrange(len(sealed))] + bytes(random.choice((0, 100, MAX_FRAME)))
            case 1:
                said += random.randbytes(random.randrange(50)) + sealed
            case 2:
                place = random.randrange(len(sealed))
                said += sealed[:place] + random.randbytes(1) + sealed[place + 1 :]
            case _:
                said += sealed
    return bytes(said)


# --- what it is said to ---


def decode(random: Random) -> None:
    """The decoder finds the same frames however the bytes are cut, keeps little, and is in step again after a flush."""
    said = speech(random, 3) + FLUSH + encode(last := Frame(Type.CLOSE, 7, b"last"), NONCE)
    found = []
    for size in (len(said), random.randrange(1, 5000)):
        decoder = Decoder(NONCE)
        frames: list[Frame] = []
        for start in range(0, len(said), size):
            frames += decoder.feed(said[start : start + size])
            assert len(decoder._buffer) <= MAX_FRAME
        assert frames[-1] == last
        found.append(frames)
    assert found[0] == found[1]


async def converse(random: Random) -> None:
    """A link with the agent ends when its channel does, with everybody who used it told."""
    near, far = await unix_sockets.pair()
    with anyio.fail_after(HANG_SECONDS):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_speak, random, far)
            with suppress(*EXPECTED):
                async with connector().open(near, fresh=random.random() < 0.5) as link:
                    await _use(random, link)
            tasks.cancel_scope.cancel()


async def _speak(random: Random, channel: ByteStream) -> None:
    peer = Peer(channel)
    async with channel:
        try:
            if random.random() < 0.95:
                await peer.read_type(Type.HELLO)
                await peer.send(Type.READY, 0, READY if random.random() < 0.9 else payload(random))
            for _ in range(random.randrange(12)):
                if random.random() < 0.8:
                    with anyio.move_on_after(0.001):
                        await channel.receive(262144)
                await channel.send(speech(random, 6))
        except EXPECTED:
            return


async def _use(random: Random, link: GuestLink) -> None:
    async with anyio.create_task_group() as users:
        for use in random.choices(USES, k=random.randrange(1, 6)):
            users.start_soon(_expecting, use, link)


async def _expecting(use: Callable[[GuestLink], Awaitable[object]], link: GuestLink) -> None:
    with suppress(*EXPECTED):
        await use(link)


async def _exec(link: GuestLink) -> None:
    await _follow(await link.exec(ProcessSpec("s", (b"x",), stdin=True)))


async def _attach(link: GuestLink) -> None:
    await _follow(await link.attach("s", tail=5))


async def _follow(process: ProcessStream) -> None:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_give, process)
        with suppress(*EXPECTED):
            async for _ in process:
                await anyio.lowlevel.checkpoint()
        tasks.cancel_scope.cancel()


async def _give(process: ProcessStream) -> None:
    with suppress(*EXPECTED):
        await process.resize(TerminalSize(1, 1))
        await process.signal(1)
        await process.send(bytes(1_000_000))
        await process.send_eof()


async def _list(link: GuestLink) -> None:
    async for _ in link.files.list(b"/"):
        pass


async def _read(link: GuestLink) -> None:
    async with link.files.read(b"/x") as (_, content):
        async for _ in content:
            pass


async def _write(link: GuestLink) -> None:
    async def content() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield bytes(100_000)

    await link.files.write(b"/x", content())


async def _connect(link: GuestLink) -> None:
    async with await link.connect(80) as connection:
        await connection.send(bytes(100_000))
        await connection.send_eof()
        while True:
            await connection.receive()


USES: tuple[Callable[[GuestLink], Awaitable[object]], ...] = (
    _exec, _exec, _attach, _list, _read, _write, _connect, lambda link: link.sessions(), lambda link: link.metrics(),
    lambda link: link.files.stat(b"/x"), lambda link: link.configure(GuestConfiguration(hostname="h")), lambda link: link.power_off(1),
)  # fmt: skip


# --- the runs ---


async def try_case(seed: int, number: int) -> str:
    random = Random(f"{seed}:{number}")
    if random.random() < 0.3:
        decode(random)
        return "decoded"
    await converse(random)
    return "conversed"


async def run(seconds: float, seed: int, only: int | None) -> None:
    print(f"seed {seed}")
    deadline = time.monotonic() + seconds
    tried: Counter[str] = Counter()
    number = only or 0
    while only is not None or time.monotonic() < deadline:
        try:
            tried[await try_case(seed, number)] += 1
            assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < MOST_MEMORY, "too much memory"
        except BaseException:
            print(f"failed: scripts/fuzz-frames 1 --seed {seed} --case {number}", file=sys.stderr)
            raise
        if only is not None:
            break
        number += 1
    print(
        f"{sum(tried.values())} cases without a fault {dict(tried)}, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB at most"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--case", type=int, help="try only this one")
    arguments = parser.parse_args()
    anyio.run(run, arguments.seconds, arguments.seed, arguments.case)


if __name__ == "__main__":
    main()
