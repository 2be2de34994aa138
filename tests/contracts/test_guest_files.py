"""What every agent keeps about files, connections and the life of the machine."""

from collections.abc import AsyncIterator

import anyio
import pytest

from ingle.drivers.guest import AgentConnector
from ingle.machines.errors import GuestError
from ingle.machines.ports import GuestFile, GuestLink
from support.guests import PATIENCE, Guest, digest, noise, pieces, refusal

BLOCK = noise(3, 20 << 20)


async def write(link: GuestLink, path: bytes, data: bytes, *, mode: int | None = None) -> GuestFile:
    return await link.files.write(path, pieces(data), mode=mode)


async def read(link: GuestLink, path: bytes, *, offset: int = 0, limit: int | None = None) -> bytes:
    async with link.files.read(path, offset=offset, limit=limit) as (_, content):
        return b"".join([piece async for piece in content])


async def names(link: GuestLink, path: bytes) -> set[bytes]:
    return {entry.name async for batch in link.files.list(path) for entry in batch}


async def test_a_file_comes_back_as_it_was_written(guest: Guest) -> None:
    path = guest.folder + b"/f\xff \n"
    async with guest.link(fresh=True) as link:
        written = await write(link, path, BLOCK, mode=0o640)
        assert (written.type, written.size, written.mode & 0o7777) == ("file", len(BLOCK), 0o640)
        assert written == await link.files.stat(path)
        assert digest(await read(link, path)) == digest(BLOCK)
        assert await names(link, guest.folder) == {b"f\xff \n"}


@pytest.mark.parametrize(
    ("offset", "limit"), [(0, 10), (5, None), (100, 1), (1000, None), (1000, 0), (2000, 5)]
)
async def test_a_part_of_a_file(guest: Guest, offset: int, limit: int | None) -> None:
    content = bytes(range(250)) * 4
    path = guest.folder + b"/f"
    async with guest.link(fresh=True) as link:
        await write(link, path, content)
        part = await read(link, path, offset=offset, limit=limit)
        assert part == content[offset : None if limit is None else offset + limit]


async def test_an_empty_file(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        assert (await write(link, guest.folder + b"/empty", b"")).size == 0
        assert await read(link, guest.folder + b"/empty") == b""


async def test_writing_again_keeps_the_mode(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await write(link, guest.folder + b"/f", b"old", mode=0o600)
        assert (await write(link, guest.folder + b"/f", b"new")).mode & 0o7777 == 0o600
        assert await read(link, guest.folder + b"/f") == b"new"


async def test_a_write_whose_content_fails_leaves_the_old_file_and_nothing_else(guest: Guest) -> None:
    async def failing() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError("the client hung up")

    async with guest.link(fresh=True) as link:
        await write(link, guest.folder + b"/f", b"old")
        with pytest.raises(RuntimeError, match="hung up"):
            await link.files.write(guest.folder + b"/f", failing())
        assert await read(link, guest.folder + b"/f") == b"old"
        assert await names(link, guest.folder) == {b"f"}


async def test_a_write_whose_link_ends_leaves_the_old_file_and_nothing_else(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await write(link, guest.folder + b"/f", b"old")

        async def endless() -> AsyncIterator[bytes]:
            while True:
                yield bytes(65536)
                await anyio.lowlevel.checkpoint()

        with anyio.move_on_after(0.1):
            await link.files.write(guest.folder + b"/f", endless())
    async with guest.link() as link:
        assert await read(link, guest.folder + b"/f") == b"old"
        assert await names(link, guest.folder) == {b"f"}


async def test_reading_may_stop_early(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await write(link, guest.folder + b"/f", BLOCK)
        for _ in range(20):
            async with link.files.read(guest.folder + b"/f") as (file, content):
                assert file.size == len(BLOCK)
                assert BLOCK.startswith(await anext(content))


async def test_directories(guest: Guest) -> None:
    here = guest.folder
    async with guest.link(fresh=True) as link:
        files = link.files
        await files.mkdir(here + b"/a/b/c", parents=True)
        await files.mkdir(here + b"/private", mode=0o700)
        assert (await files.stat(here + b"/private")).mode & 0o7777 == 0o700
        await files.move(here + b"/a/b", here + b"/b")
        assert await names(link, here) == {b"a", b"b", b"private"}
        await files.remove(here + b"/a")
        await files.remove(here + b"/b", recursive=True)
        assert await names(link, here) == {b"private"}


async def test_many_entries_come_in_parts(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        for number in range(600):
            await link.files.mkdir(guest.folder + b"/%d" % number)
        parts = [len(part) async for part in link.files.list(guest.folder)]
        assert sum(parts) == 600
        assert max(parts) <= 256


async def test_moving_over_something_must_be_asked_for(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await write(link, guest.folder + b"/a", b"a")
        await write(link, guest.folder + b"/b", b"b")
        move = link.files.move
        assert await refusal(move(guest.folder + b"/a", guest.folder + b"/b")) == "exists"
        await move(guest.folder + b"/a", guest.folder + b"/b", overwrite=True)
        assert await read(link, guest.folder + b"/b") == b"a"


async def test_refusals_have_their_codes(guest: Guest) -> None:
    here = guest.folder
    async with guest.link(fresh=True) as link:
        files = link.files
        await write(link, here + b"/file", b"x")
        await files.mkdir(here + b"/full/inner", parents=True)
        assert await refusal(files.stat(here + b"/none")) == "not_found"
        assert await refusal(files.stat(here + b"/file/below")) == "not_a_directory"
        assert await refusal(files.stat(b"relative")) == "invalid"
        assert await refusal(read(link, here + b"/none")) == "not_found"
        assert await refusal(read(link, here)) == "is_a_directory"
        assert await refusal(names(link, here + b"/file")) == "not_a_directory"
        assert await refusal(files.mkdir(here + b"/full")) == "exists"
        assert await refusal(files.mkdir(here + b"/none/below")) == "not_found"
        assert await refusal(files.remove(here + b"/full")) == "not_empty"
        assert await refusal(files.remove(here + b"/none")) == "not_found"
        assert await refusal(files.move(here + b"/none", here + b"/x")) == "not_found"
        assert await refusal(write(link, here, b"x")) == "is_a_directory"
        assert await refusal(write(link, here + b"/none/below", b"x")) == "not_found"
        assert (await link.files.write(here + b"/p/q", pieces(b"x"), parents=True)).name == b"q"


async def test_a_refused_write_stops_its_content(guest: Guest) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield bytes(65536)

    async with guest.link(fresh=True) as link:
        with anyio.fail_after(PATIENCE), pytest.raises(GuestError):
            await link.files.write(guest.folder, endless())
        assert taken <= 1


async def test_a_connection_carries_bytes_both_ways_and_closes_half(guest: Guest) -> None:
    port = await guest.listen()
    async with guest.link(fresh=True) as link:
        async with await link.connect(port) as connection:
            received = bytearray()

            async def talk() -> None:
                await connection.send(BLOCK)
                await connection.send_eof()

            async with anyio.create_task_group() as tasks:
                tasks.start_soon(talk)
                with anyio.fail_after(PATIENCE):
                    async for data in connection:
                        received += data
        assert digest(bytes(received)) == digest(BLOCK)


async def test_a_port_where_nobody_listens_refuses(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        assert await refusal(link.connect(1)) == "connection_refused"


async def test_metrics_and_sync(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.sync()
        metrics = await link.metrics()
        assert 0 < metrics.memory_available <= metrics.memory_total
        assert metrics.processes >= 1
        assert metrics.uptime_seconds >= 0


async def test_nothing_runs_before_the_guest_is_configured(new_guest: Guest) -> None:
    async with AgentConnector().open(await new_guest.connect(), fresh=True) as link:
        assert not link.ready.configured
        assert await refusal(link.sessions()) == "not_configured"
        await link.metrics()
