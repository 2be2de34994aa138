"""What files say, also those that mean harm."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ingle.drivers.texts import LocalTextReader
from support.trees import pieces

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F1 24 Tf 20 100 Td (Hello from paper) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def said(folder: Path, media_type: str, data: bytes, limit: int = 1000) -> str:
    reader = LocalTextReader(folder / "work")
    assert reader.handles(media_type)
    return await reader.read(media_type, pieces(data), limit)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("naïve 東京".encode(), "naïve 東京"),
        ("\ufeffmarked".encode(), "marked"),
        ("\ufeffwide é".encode("utf-16-le"), "wide é"),
        ("\ufeffwide é".encode("utf-16-be"), "wide é"),
        ("cut é".encode()[:-1], "cut "),
        (b"caf\xe9 and more of it", ""),
        (b"\x7fELF\0\0\0", ""),
    ],
)
async def test_text_is_known_by_its_bytes(tmp_path: Path, data: bytes, text: str) -> None:
    for media_type in ("text/plain", "application/octet-stream"):
        assert await said(tmp_path, media_type, data) == text


async def test_no_more_is_taken_than_is_wanted(tmp_path: Path) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"word "

    found = await LocalTextReader(tmp_path).read("text/plain", endless(), 50)
    assert (found, taken) == ("word " * 10, 10)


async def test_a_pdf_is_read_by_a_confined_program(tmp_path: Path) -> None:
    assert (await said(tmp_path, "application/pdf", PDF)).strip() == "Hello from paper"
    assert await said(tmp_path, "application/pdf", b"%PDF-1.4 and nothing of it") == ""
    assert list((tmp_path / "work").iterdir()) == []


def test_what_has_no_text() -> None:
    reader = LocalTextReader(Path("unused"))
    for media_type in ("image/png", "video/mp4", "audio/mpeg", "font/woff2", "application/zip"):
        assert not reader.handles(media_type)
    assert reader.handles("image/svg+xml")
