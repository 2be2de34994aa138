"""What every agent keeps about watches of files."""

from collections.abc import AsyncIterator, Sequence

import pytest

from ingle.machines.ports import GuestChange, GuestLink
from support.guests import Guest, pieces, refusal

Changes = AsyncIterator[Sequence[GuestChange]]


async def until(changes: Changes, wanted: GuestChange) -> list[GuestChange]:
    """All changes up to this one."""
    seen: list[GuestChange] = []
    async for some in changes:
        seen += some
        if wanted in some:
            return seen
    pytest.fail(f"it ended before {wanted}")


async def make(link: GuestLink, path: bytes) -> None:
    await link.files.write(path, pieces(b"x"))


async def test_what_happens_in_a_directory(guest: Guest) -> None:
    one, two = guest.folder + b"/f\xff", guest.folder + b"/g"
    async with guest.link(fresh=True) as link, link.files.watch(guest.folder) as changes:
        await link.files.mkdir(one)
        assert await until(changes, GuestChange("created", one, directory=True)) == [
            GuestChange("created", one, directory=True)
        ]
        await link.files.move(one, two)
        assert (await until(changes, GuestChange("moved", one, two, directory=True)))[-1].to == two
        await link.files.remove(two)
        await until(changes, GuestChange("removed", two, directory=True))


async def test_a_file_that_is_written(guest: Guest) -> None:
    path = guest.folder + b"/f"
    async with guest.link(fresh=True) as link, link.files.watch(guest.folder) as changes:
        await make(link, path)  # under another name at first, maybe
        async for some in changes:
            if any(path in (change.path, change.to) for change in some):
                return


async def test_only_recursive_looks_below(guest: Guest) -> None:
    below, end = guest.folder + b"/d", guest.folder + b"/end"
    async with guest.link(fresh=True) as link:
        await link.files.mkdir(below)
        async with (
            link.files.watch(guest.folder) as shallow,
            link.files.watch(guest.folder, recursive=True) as deep,
        ):
            await link.files.mkdir(below + b"/e")
            await link.files.mkdir(end)
            assert len(await until(shallow, GuestChange("created", end, directory=True))) == 1
            seen = await until(deep, GuestChange("created", end, directory=True))
            assert seen[0] == GuestChange("created", below + b"/e", directory=True)


async def test_recursive_follows_what_moves_and_what_is_new(guest: Guest) -> None:
    folder = guest.folder
    async with guest.link(fresh=True) as link:
        await link.files.mkdir(folder + b"/in/a", parents=True)
        await link.files.mkdir(folder + b"/out/b", parents=True)
        async with link.files.watch(folder + b"/in", recursive=True) as changes:
            await link.files.move(folder + b"/in/a", folder + b"/in/c")
            await link.files.mkdir(folder + b"/in/c/x")
            await until(changes, GuestChange("created", folder + b"/in/c/x", directory=True))
            await link.files.move(folder + b"/out", folder + b"/in/out")
            await until(changes, GuestChange("created", folder + b"/in/out/b", directory=True))
            await link.files.mkdir(folder + b"/in/out/b/y")
            await until(changes, GuestChange("created", folder + b"/in/out/b/y", directory=True))
            await link.files.move(folder + b"/in/c", folder + b"/c")
            await until(changes, GuestChange("removed", folder + b"/in/c", directory=True))


async def test_the_end_of_what_is_watched(guest: Guest) -> None:
    path = guest.folder + b"/root"
    async with guest.link(fresh=True) as link:
        await link.files.mkdir(path + b"/below", parents=True)
        async with link.files.watch(path, recursive=True) as changes:
            await link.files.remove(path, recursive=True)
            assert await refusal(until(changes, GuestChange("overflow"))) == "gone"
        assert await refusal(watch_once(link, path)) == "not_found"


async def watch_once(link: GuestLink, path: bytes) -> None:
    async with link.files.watch(path):
        pass


async def test_nothing_is_told_of_what_was_before(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.files.mkdir(guest.folder + b"/old")
        async with link.files.watch(guest.folder, recursive=True) as changes:
            await link.files.mkdir(guest.folder + b"/new")
            new = GuestChange("created", guest.folder + b"/new", directory=True)
            assert await until(changes, new) == [new]
