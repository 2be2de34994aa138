"""Which program makes a thumbnail of what. Pictures are made small by Pillow; of a PDF poppler draws the first page, of a video ffmpeg takes a frame,
and that is a picture then."""

import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

import anyio

from ingle.base.units import GIB, MIB
from ingle.drivers.confined import Bounds, confined, laid
from ingle.drivers.thumbnails import worker
from ingle.files.errors import NoThumbnailError

_BOUNDS = Bounds(memory=GIB, cpu_seconds=20, file=0, seconds=60)
_DRAWING = replace(_BOUNDS, memory=2 * GIB)  # ffmpeg maps much more than it uses
_MOST_DRAWN = 32 * MIB  # bytes of a picture that a program has drawn, or a thumbnail
_AT_ONCE = 2


class ConfinedThumbnailer:
    """Satisfies files.ports.Thumbnailer."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where sources lie, without a name, while they are read."""
        self._folder = folder
        self._limiter: anyio.CapacityLimiter | None = None

    def handles(self, media_type: str) -> bool:
        drawing = drawing_command(media_type, 1)
        return media_type.startswith("image/") if drawing is None else shutil.which(drawing[0]) is not None

    async def make(self, media_type: str, source: AsyncIterator[bytes], pixels: int) -> bytes | None:
        self._limiter = self._limiter or anyio.CapacityLimiter(_AT_ONCE)
        async with self._limiter:
            async with laid(self._folder, source) as file:
                drawing = drawing_command(media_type, pixels)
                if drawing is None:
                    return await _shrunk(file, pixels)
                drawn = await _output(drawing, file, _DRAWING)
            if drawn is None:
                return None
            async with laid(self._folder, _once(drawn)) as file:
                return await _shrunk(file, pixels)


def drawing_command(media_type: str, pixels: int) -> list[str] | None:
    """What draws a PNG on stdout of what is on stdin; None: it is a picture already."""
    if media_type.startswith("application/pdf"):
        return ["pdftoppm", "-f", "1", "-l", "1", "-scale-to", str(pixels), "-png", "-"]
    if media_type.startswith("video/"):
        scale = f"thumbnail=25,scale=w={pixels}:h={pixels}:force_original_aspect_ratio=decrease"
        source = ["-protocol_whitelist", "file", "-threads", "1", "-i", "/dev/stdin"]
        made = [
            "-an",
            "-sn",
            "-frames:v",
            "1",
            "-vf",
            scale,
            "-threads",
            "1",
            "-f",
            "image2pipe",
            "-c:v",
            "png",
        ]
        return ["ffmpeg", "-v", "error", "-nostdin", *source, *made, "-"]
    return None


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def _shrunk(file: IO[bytes], pixels: int) -> bytes | None:
    argv = [sys.executable, "-I", worker.__file__, str(pixels)]
    return await _output(argv, file, _BOUNDS, seen=[Path(sys.prefix), Path(worker.__file__)])


async def _output(
    argv: Sequence[str], stdin: IO[bytes], bounds: Bounds, *, seen: Sequence[Path] = ()
) -> bytes | None:
    """None: it failed, took too much, or made nothing. Raises NoThumbnailError where that may be this host's fault."""
    made = bytearray()
    try:
        async with confined(argv, stdin, bounds, seen=seen) as running:
            async for piece in running.output():
                made += piece
                if len(made) > _MOST_DRAWN:
                    return None
            return bytes(made) if await running.ended() == 0 and made else None
    except TimeoutError as error:
        raise NoThumbnailError("it takes too long to make a thumbnail of this now") from error
