"""Text of files: of what is text by its bytes, whatever it is called, and of PDF by poppler, confined."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from ingle.base.units import GIB, MIB
from ingle.drivers.confined import Bounds, confined, laid

_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/zip", "application/gzip", "application/x-tar")
_PDF = "application/pdf"
_PDF_COMMAND = ["pdftotext", "-q", "-enc", "UTF-8", "-", "-"]
_PDF_BOUNDS = Bounds(memory=GIB, cpu_seconds=20, file=0, seconds=60)
_MOST_PDF = 64 * MIB  # of the file; a larger one has no text here
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class LocalTextReader:
    """Satisfies files.ports.TextReader."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where a PDF lies, without a name, while it is read."""
        self._folder = folder

    def handles(self, media_type: str) -> bool:
        if media_type.startswith(_PDF):
            return shutil.which(_PDF_COMMAND[0]) is not None
        return media_type.startswith("image/svg") or not media_type.startswith(_NO_TEXT)

    async def read(self, media_type: str, source: AsyncIterator[bytes], limit: int) -> str:
        if media_type.startswith(_PDF):
            return await self._pdf(source, limit)
        return decoded(await _beginning(source, limit))

    async def _pdf(self, source: AsyncIterator[bytes], limit: int) -> str:
        try:
            async with (
                laid(self._folder, _not_too_much(source)) as file,
                confined(_PDF_COMMAND, file, _PDF_BOUNDS) as running,
            ):
                return decoded(await _beginning(running.output(), limit))
        except _TooMuchError:
            return ""


class _TooMuchError(Exception):
    """A PDF that is too large to be read."""


async def _not_too_much(source: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Raises _TooMuchError."""
    taken = 0
    async for piece in source:
        taken += len(piece)
        if taken > _MOST_PDF:
            raise _TooMuchError
        yield piece


async def _beginning(source: AsyncIterator[bytes], limit: int) -> bytes:
    taken = bytearray()
    async for piece in source:
        taken += piece
        if len(taken) >= limit:
            break
    return bytes(taken)


def decoded(data: bytes) -> str:
    """The text that these bytes begin with: UTF-8, or UTF-16 that says so itself; a character that is cut off at the end is left out. "": they are no text."""
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    else:
        if b"\0" in data:
            return ""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return data[: error.start].decode(encoding) if len(data) - error.start < 4 else ""
