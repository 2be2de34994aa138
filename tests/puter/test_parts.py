"""Forms, read as they come."""

from collections.abc import AsyncIterator

import pytest

from ingle.puter.errors import BadRequestError
from ingle.puter.parts import MAX_FIELD, MAX_PARTS, TooLargeError, boundary_of, parts_of

pytestmark = pytest.mark.anyio


def form(*parts: tuple[str, str, bytes]) -> bytes:
    """Name, file name, content."""
    made = b""
    for name, filename, content in parts:
        file = f'; filename="{filename}"' if filename else ""
        made += (
            f'--b\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content + b"\r\n"
        )
    return made + b"--b--\r\n"


async def sent(data: bytes, size: int) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


async def texts(body: bytes, size: int) -> list[str]:
    return [await part.text() async for part in parts_of(sent(body, size), "b")]


FORM = form(("operation", "", b'{"op": 1}'), ("file", "a.bin", bytes(range(256)) * 10), ("file", "b", b""))


@pytest.mark.parametrize("size", [1, 7, 64, 100_000])
async def test_whatever_the_pieces_the_parts_are_the_same(size: int) -> None:
    read = [
        (part.name, part.filename, b"".join([piece async for piece in part.content()]))
        async for part in parts_of(sent(FORM, size), "b")
    ]
    assert read == [
        ("operation", "", b'{"op": 1}'),
        ("file", "a.bin", bytes(range(256)) * 10),
        ("file", "b", b""),
    ]


async def test_what_is_not_read_is_passed_over() -> None:
    assert [part.name async for part in parts_of(sent(FORM, 10), "b")] == ["operation", "file", "file"]


@pytest.mark.parametrize("body", [FORM[:-9], FORM[:200], b"--b\r\nno head", b"--b"])
async def test_half_a_form_is_none(body: bytes) -> None:
    with pytest.raises(BadRequestError):
        await texts(body, 50)


async def test_fields_are_bounded() -> None:
    large = form(("operation", "", b"x" * (MAX_FIELD + 1)))
    with pytest.raises(TooLargeError):
        await texts(large, 65536)


async def test_the_number_of_parts_is_bounded() -> None:
    many = form(*[("operation", "", b"{}")] * (MAX_PARTS + 1))
    with pytest.raises(TooLargeError):
        await texts(many, 65536)


def test_the_boundary() -> None:
    assert boundary_of('multipart/form-data; boundary="x y"') == "x y"
    assert boundary_of("application/json") is None
