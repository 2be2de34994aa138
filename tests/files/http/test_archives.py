"""Archives over HTTP, SDK and command line."""

import io
import tarfile
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest

from ingle.sdk.sync.client import Ingle
from support.command_line import CommandLine
from support.daemons import Living, living
from support.hostile import zipped

FILES = "/api/v1/files"
LARGE = bytes(range(256)) * 3000


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("archives")) as daemon, daemon.served.operator() as client:
        for name, data in (("a.txt", b"1"), ("d/ö.bin", LARGE)):
            await client.put(FILES, params={"path": f"~/x/{name}", "parents": True}, content=data)
        yield daemon


async def test_an_archive_is_fetched(daemon: Living) -> None:
    async with daemon.served.operator() as client:
        read = await client.get(f"{FILES}/archive", params={"path": "~/x"})
        assert (read.status_code, read.headers["content-type"]) == (200, "application/zip")
        assert read.headers["content-disposition"] == 'attachment; filename="x.zip"'
        assert zipfile.ZipFile(io.BytesIO(read.content)).read("x/d/ö.bin") == LARGE
        several = {"path": ["~/x/a.txt", "~/x/d"], "format": "tar.gz"}
        read = await client.get(f"{FILES}/archive", params=several)
        with tarfile.open(fileobj=io.BytesIO(read.content)) as archive:
            assert archive.getnames() == ["a.txt", "d", "d/ö.bin"]
        for wrong in ({}, {"path": "x"}, {"path": "~/x", "format": "rar"}):
            assert (await client.get(f"{FILES}/archive", params=wrong)).status_code == 400, wrong
        assert (await client.get(f"{FILES}/archive", params={"path": "~/no"})).status_code == 404


async def test_an_archive_is_kept_as_a_file(daemon: Living) -> None:
    def keep() -> tuple[str, str]:
        with Ingle(f"unix:{daemon.served.socket}") as ingle:
            made = ingle.files.pack("~/x/d", "~/x/a.txt", into="~", format="tar.gz")
            return made.name, made.media_type

    assert await anyio.to_thread.run_sync(keep) == ("x.tar.gz", "application/gzip")
    async with daemon.served.operator() as client:
        read = await client.get(FILES, params={"path": "~/x.tar.gz"})
        with tarfile.open(fileobj=io.BytesIO(read.content)) as archive:
            assert archive.getnames() == ["d", "d/ö.bin", "a.txt"]
        for wrong in (
            {"paths": [], "into": "~"},
            {"paths": ["~/x"]},
            {"paths": ["~/x"], "into": "~/x/a.txt"},
        ):
            assert (await client.post(f"{FILES}/pack", json=wrong)).status_code in {400, 409}, wrong


async def test_sdk_and_command_line(daemon: Living, tmp_path: Path) -> None:
    def fetch() -> bytes:
        with Ingle(f"unix:{daemon.served.socket}") as ingle:
            return b"".join(ingle.files.archive("~/x/d", "~/x/a.txt"))

    data = await anyio.to_thread.run_sync(fetch)
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["d/", "d/ö.bin", "a.txt"]

    here = CommandLine(f"unix:{daemon.served.socket}", folder=tmp_path)

    async def run(*words: str) -> bytes:
        done = await here.ended("files", "archive", *words)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    assert await run("~/x") == b"x.zip\n"
    assert zipfile.ZipFile(tmp_path / "x.zip").read("x/a.txt") == b"1"
    await run("~/x", "-o", "out.tgz")
    assert "x/a.txt" in names_in((tmp_path / "out.tgz").read_bytes())
    assert "x/a.txt" in names_in(await run("~/x", "-o", "-", "--format", "tar"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.tgz", "x.zip"]


def names_in(data: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return archive.getnames()


async def test_an_archive_is_unpacked(daemon: Living, tmp_path: Path) -> None:
    data = zipped({"f": b"1", "d/g": LARGE}, links={"l": "/etc/passwd"})
    async with daemon.served.operator() as client:
        await client.put(FILES, params={"path": "~/in/a.zip", "parents": True}, content=data)
        made = await client.post(f"{FILES}/unpack", json={"path": "~/in/a.zip"})
        assert made.status_code == 201, made.text
        told = made.json()
        assert told.pop("entry")["path"] == "/admin/in/a"
        assert told == {
            "files": 2,
            "directories": 1,
            "bytes": len(LARGE) + 1,
            "skipped": 1,
            "first_skipped": [{"path": "l", "kind": "link"}],
        }
        assert (await client.get(FILES, params={"path": "~/in/a/d/g"})).content == LARGE
        wrong = await client.post(f"{FILES}/unpack", json={"path": "~/x/a.txt"})
        assert (wrong.status_code, wrong.json()["code"]) == (400, "archive_invalid")
    done = await CommandLine(f"unix:{daemon.served.socket}").ended("files", "unpack", "~/in/a.zip", "~/out")
    assert done.stdout == b"/admin/out/a\n", done.stderr
    assert b"left out, a link: l" in done.stderr
