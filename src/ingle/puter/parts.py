"""Uploads of forms (multipart/form-data), read as they come: part after part, each one's content a stream, however large it is."""

from collections.abc import AsyncIterator
from typing import Any

from multipart import (
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from ingle.base.errors import IngleError, Kind
from ingle.base.units import KIB, MIB
from ingle.puter.errors import BadRequestError

MAX_PARTS = 256
MAX_FIELD = 4 * MIB  # bytes of what is read whole: operations, in which a thumbnail may lie
_MAX_HEADERS = 16  # of a part
_MAX_HEADER = 8 * KIB


class TooLargeError(IngleError):
    kind = Kind.TOO_LARGE
    code = "too_large"


class Part:
    """One field of the form. Its content is read before the next one is asked for, or is passed over."""

    def __init__(self, segment: MultipartSegment, events: AsyncIterator[Any]) -> None:
        self.name: str = segment.name or ""
        self.filename: str = segment.filename or ""
        self.media_type: str = segment.header("Content-Type", "") or ""
        self._events = events
        self._over = False

    async def content(self) -> AsyncIterator[bytes]:
        """Raises BadRequestError, TooLargeError, HungUpError."""
        while not self._over:
            event = await anext(self._events, None)
            if event is None:
                self._over = True
            else:
                yield bytes(event)

    async def text(self) -> str:
        """Raises TooLargeError."""
        read = bytearray()
        async for piece in self.content():
            read += piece
            if len(read) > MAX_FIELD:
                raise TooLargeError(f"a field of a form has at most {MAX_FIELD} bytes")
        return read.decode(errors="replace")

    async def skip(self) -> None:
        async for _ in self.content():
            pass


def boundary_of(content_type: str) -> str | None:
    """None for what is no form."""
    kind, options = parse_options_header(content_type)
    return options.get("boundary") if kind == "multipart/form-data" else None


async def parts_of(body: AsyncIterator[bytes], boundary: str) -> AsyncIterator[Part]:
    """Raises BadRequestError, TooLargeError, HungUpError."""
    events = _events(body, boundary)
    async for event in events:
        if isinstance(event, MultipartSegment):
            part = Part(event, events)
            yield part
            await part.skip()


async def _events(body: AsyncIterator[bytes], boundary: str) -> AsyncIterator[Any]:
    """A part's head, pieces of its content, None at its end; and so on."""
    try:
        parser = PushMultipartParser(
            boundary,
            max_header_size=_MAX_HEADER,
            max_header_count=_MAX_HEADERS,
            max_segment_count=MAX_PARTS,
        )
        async for data in body:
            for event in parser.parse(data):
                yield event
        parser.close()  # a form that ends before its end is none
    except ParserLimitReached as error:
        raise TooLargeError("this form has too many parts, or a head that is too large") from error
    except MultipartError as error:
        raise BadRequestError("the body is not the form that it says it is") from error
