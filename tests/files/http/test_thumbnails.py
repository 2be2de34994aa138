"""Small pictures over HTTP and SDK."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from ingle.sdk.client import AsyncIngle
from support.daemons import Living, living

THUMBNAIL = "/api/v1/files/thumbnail"


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path / "thumbnails") as daemon:
        yield daemon


async def test_a_picture_is_shown_small(daemon: Living) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 300), "red").save(picture, "PNG")
    async with AsyncIngle(f"unix:{daemon.served.socket}") as ingle:
        await ingle.files.write("~/a.png", picture.getvalue())
        await ingle.files.write("~/a.txt", b"text")
        assert Image.open(io.BytesIO(await ingle.files.thumbnail("~/a.png", 128))).size == (128, 128)
    async with daemon.served.operator() as client:
        read = await client.get(THUMBNAIL, params={"path": "~/a.png"})
        assert (read.status_code, read.headers["content-type"]) == (200, "image/webp")
        again = {"If-None-Match": read.headers["etag"]}
        assert (await client.get(THUMBNAIL, params={"path": "~/a.png"}, headers=again)).status_code == 304
        none = await client.get(THUMBNAIL, params={"path": "~/a.txt"})
        assert (none.status_code, none.json()["code"]) == (404, "no_thumbnail")
        wrong = await client.get(THUMBNAIL, params={"path": "~/a.png", "pixels": "100000"})
        assert wrong.status_code == 400
