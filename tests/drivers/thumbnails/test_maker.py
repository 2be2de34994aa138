"""Small pictures of files, also of those that mean harm."""

import io
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image

from ingle.drivers.thumbnails import ConfinedThumbnailer
from ingle.drivers.thumbnails.maker import drawing_command
from support.trees import pieces


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def picture(format_: str, mode: str = "RGB", size: tuple[int, int] = (600, 300)) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "red").save(made, format_)
    return made.getvalue()


def video(folder: Path) -> bytes:
    path = folder / "v.mp4"
    source = ["-f", "lavfi", "-i", "testsrc=duration=1:size=320x160:rate=10"]
    subprocess.run(["ffmpeg", "-v", "error", *source, "-c:v", "mpeg4", str(path)], check=True)
    return path.read_bytes()


def bomb() -> bytes:
    """A PNG of 60,000 by 60,000 pixels in some hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


async def made(folder: Path, media_type: str, data: bytes, pixels: int = 128) -> bytes | None:
    maker = ConfinedThumbnailer(folder / "work")
    assert maker.handles(media_type)
    found = await maker.make(media_type, pieces(data), pixels)
    assert list((folder / "work").iterdir()) == []
    return found


@pytest.mark.parametrize(
    ("media_type", "format_", "mode"),
    [
        ("image/png", "PNG", "RGBA"),
        ("image/png", "PNG", "P"),
        ("image/jpeg", "JPEG", "RGB"),
        ("image/tiff", "TIFF", "CMYK"),
        ("image/webp", "WEBP", "RGB"),
        ("image/gif", "GIF", "L"),
        ("application/pdf", "PDF", "RGB"),
        ("image/png", "JPEG", "RGB"),  # whatever it is called
    ],
)
async def test_of_pictures_and_pages(tmp_path: Path, media_type: str, format_: str, mode: str) -> None:
    data = await made(tmp_path, media_type, picture(format_, mode))
    assert data is not None
    small = Image.open(io.BytesIO(data))
    assert (small.format, max(small.size)) == ("WEBP", 128)
    assert small.size[0] == 2 * small.size[1]


async def test_of_a_video(tmp_path: Path) -> None:
    data = await made(tmp_path, "video/mp4", video(tmp_path), 64)
    assert data is not None
    assert Image.open(io.BytesIO(data)).size == (64, 32)


HLS = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("image/png", bomb()),
        ("image/png", b"hello"),
        ("image/png", picture("PNG")[:100]),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("image/x-eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) (w) file\n"),
        ("application/pdf", b"%PDF-1.4 hello"),
        ("video/mp4", b"hello"),
        ("video/mp4", HLS),  # a list that names other files
    ],
    ids=["bomb", "text", "cut", "svg", "postscript", "no pdf", "no video", "playlist"],
)
async def test_of_what_means_harm_there_is_none(tmp_path: Path, media_type: str, data: bytes) -> None:
    assert await made(tmp_path, media_type, data) is None


def test_what_is_worth_trying(tmp_path: Path) -> None:
    maker = ConfinedThumbnailer(tmp_path)
    assert not maker.handles("text/plain")
    assert not maker.handles("")
    assert drawing_command("image/png", 64) is None
