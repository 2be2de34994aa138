"""What every agent keeps about whole trees: they come out as they went in, slowly where the reader is slow, and never elsewhere."""

import io
import tarfile
from collections.abc import AsyncIterator
from contextlib import aclosing

import anyio
import pytest

from ingle.machines.errors import GuestError
from ingle.machines.ports import GuestLink
from support.guests import PATIENCE, Guest, digest, noise, pieces, refusal

BLOCK = noise(5, 3 << 20)


async def packed(link: GuestLink, path: bytes, exclude: tuple[bytes, ...] = ()) -> bytes:
    with anyio.fail_after(PATIENCE):
        async with link.files.pack(path, exclude=exclude) as content:
            return b"".join([piece async for piece in content])


def opened(archive: bytes) -> dict[str, tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(archive), errors="surrogateescape") as tar:
        return {member.name: member for member in tar.getmembers()}


def archive_of(*entries: tuple[str, bytes, str]) -> bytes:
    """Entries of (name, type, target)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, kind, target in entries:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, target
            entry.mode, entry.uid, entry.mtime = 0o750, 1234, 1_000_000_000
            entry.size = 3 if kind == b"0" else 0
            tar.addfile(entry, io.BytesIO(b"abc"))
    return out.getvalue()


TREE = archive_of(
    ("./", b"5", ""),
    ("sub/", b"5", ""),
    ("sub/file", b"0", ""),
    ("sub/other", b"1", "sub/file"),
    ("l" * 150, b"2", "t" * 150),
    ("new/below", b"0", ""),
)


async def test_a_tree_comes_out_as_it_went_in(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.files.mkdir(guest.folder + b"/tree")
        assert await link.files.unpack(guest.folder + b"/tree", pieces(TREE, 700)) == 6
        found = opened(await packed(link, guest.folder + b"/tree"))
        assert set(found) == {".", "sub", "sub/file", "sub/other", "l" * 150, "new", "new/below"}
        file, link_ = found["sub/file"], found["l" * 150]
        facts = {(entry.mode, entry.uid, entry.mtime) for entry in found.values() if entry.isreg()}
        assert facts == {(0o750, 1234, 1_000_000_000)}
        assert {file.type, found["sub/other"].type} == {b"0", b"1"}
        assert (link_.type, link_.linkname) == (b"2", "t" * 150)
        assert found["sub"].mode == 0o750
        assert (await link.files.stat(guest.folder + b"/tree/sub/other")).size == 3


async def test_a_big_file_in_a_tree(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.files.write(guest.folder + b"/big\xff", pieces(BLOCK))
        archive = await packed(link, guest.folder)
        with tarfile.open(fileobj=io.BytesIO(archive), errors="surrogateescape") as tar:
            file = tar.extractfile("big\udcff")
            assert file is not None
            assert digest(file.read()) == digest(BLOCK)
        await link.files.mkdir(guest.folder + b"/copy")
        await link.files.unpack(guest.folder + b"/copy", pieces(archive))
        async with link.files.read(guest.folder + b"/copy/big\xff") as (_, content):
            assert digest(b"".join([piece async for piece in content])) == digest(BLOCK)


async def test_what_is_excluded_is_left_out(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.files.unpack(guest.folder, pieces(TREE))
        assert set(opened(await packed(link, guest.folder, (b"/sub/file", b"new/")))) == {
            ".",
            "sub",
            "sub/other",
            "l" * 150,
            "new",
        }


@pytest.mark.parametrize(
    "archive",
    [
        archive_of(("../x", b"0", "")),
        archive_of(("/x", b"0", "")),
        archive_of(("out", b"2", ".."), ("out/x", b"0", "")),
        archive_of(("out", b"2", "/"), ("out/x", b"0", "")),
        archive_of(("x", b"1", "../y")),
        archive_of(("x", b"0", ""))[:700],
        b"no archive" * 1000,
    ],
)
async def test_what_is_no_archive_or_leads_out_is_refused(guest: Guest, archive: bytes) -> None:
    async with guest.link(fresh=True) as link:
        await link.files.mkdir(guest.folder + b"/tree")
        assert await refusal(link.files.unpack(guest.folder + b"/tree", pieces(archive))) == "invalid"
        found = [entry.name async for batch in link.files.list(guest.folder) for entry in batch]
        assert found == [b"tree"]


async def test_refusals_come_before_anything_is_sent(guest: Guest) -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("it asks for content")
        yield b""

    async with guest.link(fresh=True) as link:
        await link.files.write(guest.folder + b"/file", pieces(b"x"))
        for path, code in ((b"/none", "not_found"), (b"/file", "not_a_directory")):
            assert await refusal(packed(link, guest.folder + path)) == code
            assert await refusal(link.files.unpack(guest.folder + path, never())) == code


async def test_a_refused_archive_stops_its_content(guest: Guest) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield archive_of(("../x", b"0", ""))[:1024]
        while True:
            yield bytes(65536)

    async with guest.link(fresh=True) as link:
        if guest.folder == b"/test":
            return  # the fake one reads an archive to its end before it looks
        with anyio.fail_after(PATIENCE), pytest.raises(GuestError):
            await link.files.unpack(guest.folder, endless())


async def test_packing_may_stop_early(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.files.write(guest.folder + b"/big", pieces(BLOCK))
        for _ in range(20):
            async with link.files.pack(guest.folder) as content, aclosing(content):  # type: ignore[type-var]
                assert await anext(content)
        assert "big" in opened(await packed(link, guest.folder))


async def test_setuid_and_capabilities_come_through(guest: Guest) -> None:
    capability = "\x01\x00\x00\x02\x00\x04" + "\0" * 14
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        entry = tarfile.TarInfo("ping")
        entry.mode, entry.uid, entry.pax_headers = 0o4755, 7, {"SCHILY.xattr.security.capability": capability}
        tar.addfile(entry)
    async with guest.link(fresh=True) as link:
        await link.files.unpack(guest.folder, pieces(out.getvalue()))
        found = opened(await packed(link, guest.folder))["ping"]
        assert (found.mode, found.uid) == (0o4755, 7)
        if guest.folder != b"/test":  # the fake one knows no attributes
            assert found.pax_headers["SCHILY.xattr.security.capability"] == capability
