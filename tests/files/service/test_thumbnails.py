"""Small pictures of files are made once and kept by what the file holds."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import anyio
import pytest
from PIL import Image

from ingle.files.errors import EntryNotFoundError, NotFileError, NoThumbnailError
from support.trees import ANN, BOB, Grove


class Maker:
    """Satisfies files.ports.Thumbnailer, and counts."""

    def __init__(self, answer: bytes | None = b"small") -> None:
        self.made: list[int] = []
        self.answer = answer

    def handles(self, media_type: str) -> bool:
        return media_type.startswith("image/")

    async def make(self, media_type: str, source: AsyncIterator[bytes], pixels: int) -> bytes | None:
        self.made.append(pixels)
        assert [piece async for piece in source] == [b"picture"]
        await anyio.lowlevel.checkpoint()
        return self.answer


def use(grove: Grove, maker: Maker) -> None:
    grove.files.thumbnails._maker = maker


async def get(grove: Grove, path: str, pixels: int = 64) -> bytes:
    return (await grove.files.thumbnails.get(ANN, path, pixels)).data


@pytest.mark.parametrize("answer", [b"small", b"large" * 10_000, None], ids=["small", "large", "none"])
async def test_it_is_made_once_for_each_content_and_size(grove: Grove, answer: bytes | None) -> None:
    maker = Maker(answer)
    use(grove, maker)
    await grove.write("~/a.png", b"picture")
    await grove.files.shaping.copy(ANN, "~/a.png", "~/Documents")

    async def ask(path: str, pixels: int) -> None:
        if answer is None:
            with pytest.raises(NoThumbnailError):
                await get(grove, path, pixels)
        else:
            assert await get(grove, path, pixels) == answer

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(ask, "~/a.png", 64)
            group.start_soon(ask, "~/Documents/a.png", 64)
    await ask("~/a.png", 128)
    assert maker.made == [64, 128]
    grove.used()  # counts every content rightly
    grove.clock.move(timedelta(days=31))
    await grove.keeper.tidy()
    grove.used()
    assert await grove.large.keys() == set()
    await ask("~/a.png", 64)
    assert maker.made == [64, 128, 64]


async def test_what_there_is_none_of(grove: Grove) -> None:
    maker = Maker()
    use(grove, maker)
    await grove.write("~/a.txt", b"picture")
    await grove.write("~/empty.png", b"")
    for path in ("~/a.txt", "~/empty.png"):
        with pytest.raises(NoThumbnailError):
            await get(grove, path)
    with pytest.raises(NotFileError):
        await get(grove, "~/Documents")
    await grove.write("~/a.png", b"picture")
    with pytest.raises(EntryNotFoundError):
        await grove.files.thumbnails.get(BOB, "/ann/a.png", 64)
    assert maker.made == []


async def test_a_real_one(grove: Grove) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(picture, "PNG")
    await grove.write("~/a.png", picture.getvalue())
    assert Image.open(io.BytesIO(await get(grove, "~/a.png", 64))).size == (64, 43)
