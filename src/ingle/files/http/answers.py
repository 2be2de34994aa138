"""A file's content as an answer: whole or a range, if the client has not got it already (RFC 9110 sections 13 and 14)."""

from collections.abc import AsyncGenerator, Mapping
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import quote

from litestar import Response

from ingle.edge.opened import OpenedStream
from ingle.edge.ranges import ByteRange, parse_range
from ingle.files import views
from ingle.files.service import Contents, Reading

_BINARY = "application/octet-stream"
_TEXT = ("text/", "application/json", "application/javascript", "application/xml")


def answer(
    files: Contents, reading: Reading, asked: Mapping[str, str], *, download: bool, as_type: str = ""
) -> Response[Any]:
    """200 with all of it, 206 with a range, 304 when the client has it, 416 when the range lies behind its end. `as_type`: not its own media type."""
    headers = headers_of(reading, download=download)
    headers["Content-Type"] = as_type or headers["Content-Type"]
    if _has_it(reading, headers, asked):
        return Response(
            b"", status_code=304, headers={name: headers[name] for name in ("ETag", "Last-Modified")}
        )
    size = reading.content.size
    wanted = _range(headers, asked)
    if wanted is None:
        return _sent(files, reading, headers, 200, 0, size)
    wanted = wanted.resolved(size)
    if wanted.first >= size:
        return Response(b"", status_code=416, headers={"Content-Range": f"bytes */{size}"})
    length = wanted.within(size)
    headers["Content-Range"] = f"bytes {wanted.first}-{wanted.first + length - 1}/{size}"
    return _sent(files, reading, headers, 206, wanted.first, length)


def headers_of(reading: Reading, *, download: bool) -> dict[str, str]:
    """All but the length. The type is said here, because Litestar would add another charset to a text's."""
    entry = reading.place.entry
    return {
        "ETag": f'"{reading.content.id}"',
        "Last-Modified": format_datetime(views.moment(entry.modified_us).replace(microsecond=0), usegmt=True),
        "Accept-Ranges": "bytes",
        "Content-Type": media_type_of(reading),
        "Cache-Control": "private, no-cache",
        "Content-Disposition": disposition(entry.name, "attachment" if download else "inline"),
    }


def media_type_of(reading: Reading) -> str:
    """Text is UTF-8 unless its writer says otherwise."""
    said = views.media_type(reading.place.entry)
    return f"{said}; charset=utf-8" if said.startswith(_TEXT) and ";" not in said else said


def _sent(
    files: Contents, reading: Reading, headers: dict[str, str], status: int, first: int, length: int
) -> Response[Any]:
    if reading.data is not None:
        return Response(
            reading.data[first : first + length], status_code=status, headers=headers, media_type=_BINARY
        )
    headers["Content-Length"] = str(length)
    return OpenedStream(
        _bytes(files, reading, first, length), status_code=status, headers=headers, media_type=_BINARY
    )


async def _bytes(files: Contents, reading: Reading, first: int, length: int) -> AsyncGenerator[bytes, None]:
    async with files.stream(reading, first, length) as data:
        async for piece in data:
            yield piece


def _has_it(reading: Reading, headers: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    """If-None-Match wins over If-Modified-Since."""
    tags = asked.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or headers["ETag"] in {
            tag.strip().removeprefix("W/") for tag in tags.split(",")
        }
    since = _moment(asked.get("if-modified-since"))
    return since is not None and reading.place.entry.modified_us // 1_000_000 <= since


def _range(headers: Mapping[str, str], asked: Mapping[str, str]) -> ByteRange | None:
    """With If-Range only if the content is still what the client has a part of."""
    condition = asked.get("if-range")
    if condition is not None and condition not in {headers["ETag"], headers["Last-Modified"]}:
        return None
    return parse_range(asked.get("range"))


def _moment(text: str | None) -> int | None:
    """Seconds since the epoch."""
    try:
        return int(parsedate_to_datetime(text).timestamp()) if text else None
    except ValueError:
        return None


def disposition(name: str, how: str) -> str:
    """Names that are not plain ASCII in RFC 8187's way, with something plain beside it for old clients."""
    plain = "".join(
        each if each.isascii() and each.isprintable() and each not in '"\\%' else "_" for each in name
    )
    exact = f"; filename*=UTF-8''{quote(name, safe='')}" if plain != name else ""
    return f'{how}; filename="{plain}"{exact}'
