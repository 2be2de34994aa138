"""An answer begins when its first piece is there."""

from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Response

from ingle.base.errors import UnavailableError
from ingle.edge.app import make_app
from ingle.edge.opened import OpenedStream
from ingle.edge.routes import PUBLIC, get
from support.daemons import served

closed: list[str] = []


async def pieces(*several: bytes) -> AsyncGenerator[bytes, None]:
    try:
        for piece in several:
            if piece == b"broken":
                raise UnavailableError("it is away")
            yield piece
    finally:
        closed.append("closed")


@get("/pieces", scope=PUBLIC)
async def some(said: str = "") -> Response[Any]:
    several = [word.encode() for word in said.split()]
    return OpenedStream(
        pieces(*several), status_code=206, headers={"X-Told": "yes"}, media_type="application/octet-stream"
    )


async def nobody(_connection: Any) -> None:
    return None


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    closed.clear()
    async with served(make_app([some], nobody, scopes=[]), tmp_path) as here, here.program() as client:
        yield client


@pytest.mark.parametrize("said", ["", "one", "one two three"])
async def test_everything_comes_in_order(client: httpx.AsyncClient, said: str) -> None:
    answer = await client.get("/api/v1/pieces", params={"said": said})
    assert (answer.status_code, answer.text, answer.headers["x-told"]) == (206, said.replace(" ", ""), "yes")
    assert closed == ["closed"]


async def test_what_fails_before_the_first_piece_is_a_problem(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/pieces", params={"said": "broken"})
    assert (answer.status_code, answer.json()["detail"]) == (503, "it is away")
    assert closed == ["closed"]


async def test_what_fails_later_breaks_off(client: httpx.AsyncClient) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        await client.get("/api/v1/pieces", params={"said": "one broken"})
