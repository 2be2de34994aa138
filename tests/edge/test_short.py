"""Both ways to an endpoint answer the same, byte for byte, and the short one takes what is plain."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any, Literal

import httpx
import msgspec
import pytest
from litestar import Litestar, Request, Response
from litestar.connection import ASGIConnection
from litestar.params import QueryParameter
from litestar.response import Stream
from litestar.types import Receive, Scope, Send

from ingle.base.clock import SystemClock
from ingle.base.errors import ConflictError
from ingle.edge.app import MAX_BODY_BYTES, make_router
from ingle.edge.bodies import body_of
from ingle.edge.errors import UnauthenticatedError
from ingle.edge.identity import Caller
from ingle.edge.limits import RequestPace
from ingle.edge.routes import PUBLIC, get, post, put
from ingle.edge.short import ShortWay

ANN = {"Authorization": "Bearer ann"}
AnyRequest = Request[Any, Any, Any]


class Thing(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    size: int = 0


async def identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller | None:
    match connection.headers.get("authorization"):
        case None:
            return None
        case "Bearer ann":
            return Caller("usr_ann", "ann", admin=False, scopes=frozenset({"things:read"}), via="token")
        case _:
            raise UnauthenticatedError("no such token")


@get("/things", scope="things:read", short=True)
async def things(
    caller: Caller,
    path: str,
    limit: Annotated[int, QueryParameter(ge=1, le=10)] = 3,
    sort: Literal["name", "size"] = "name",
    down: bool = False,
    app: str | None = None,
) -> Thing:
    if path == "/conflict":
        raise ConflictError("it runs", state="running")
    if path == "/bug":
        raise ValueError("the secret is swordfish")
    return Thing(f"{caller.user_id} {path} {sort} {down} {app}", limit)


@post("/things", scope="things:read", short=True)
async def make_thing(data: Thing) -> Response[Thing]:
    return Response(data, status_code=200 if data.size else 201, headers={"X-Made": "é"})


@put("/things", scope="things:read", short=True, status_code=204)
async def put_thing(data: Thing) -> None: ...


@put("/content", scope="things:read", short=True, request_max_body_size=None)
async def count(request: AnyRequest) -> Thing:
    return Thing("bytes", sum([len(piece) async for piece in body_of(request)]))


@get("/content", scope="things:read", short=True, media_type="application/octet-stream")
async def read(request: AnyRequest, how: str) -> Response[Any]:
    headers = {"ETag": '"1"', "Content-Type": "text/plain; charset=utf-8"}
    match how:
        case "not-modified":
            return Response(b"", status_code=304, headers={"ETag": '"1"'})
        case "stream":
            return Stream(_pieces(), headers=headers | {"Content-Length": "6"})
        case "text":
            return Response("text", media_type="text/plain")
    return Response(b"\0\1", headers=headers, status_code=206)


async def _pieces() -> AsyncIterator[bytes]:
    for piece in (b"abc", b"def"):
        yield piece


@get("/hidden", scope="things:write", short=True)
async def hidden() -> Thing:
    return Thing("hidden")


@get("/open", scope=PUBLIC, short=True)
async def open_() -> Thing:
    return Thing("open")


HANDLERS = [things, make_thing, put_thing, count, read, hidden, open_]


class Counting:
    """The long way."""

    def __init__(self, router: Litestar) -> None:
        self.router = router
        self.count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.count += 1
        await self.router(scope, receive, send)  # type: ignore[arg-type] # a scope of HTTP


def both() -> tuple[Counting, ShortWay]:
    scopes = ["things:read", "things:write"]
    router = make_router(HANDLERS, identify, scopes=scopes, root=[], pace=RequestPace(SystemClock()))
    long = Counting(router)
    return long, ShortWay(long, router)


async def ask(app: Any, method: str, url: str, **options: Any) -> httpx.Response:
    headers = ANN | options.pop("headers", {})
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:4747") as client:
        return await client.request(method, f"/api/v1{url}", headers=headers, **options)


def told(answer: httpx.Response) -> tuple[int, Sequence[tuple[bytes, bytes]], bytes]:
    return answer.status_code, sorted(answer.headers.raw), answer.content


PLAIN: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/things?path=/a", {}),
    ("GET", "/things?path=%2Fa%20b+c%C3%A9&limit=10&sort=size&down=true&app=x", {}),
    ("GET", "/things?path=/a&limit=0", {}),
    ("GET", "/things?path=/a&limit=many", {}),
    ("GET", "/things?path=/a&sort=age&limit=99", {}),
    ("GET", "/things?path=/conflict", {}),
    ("GET", "/things?path=/bug", {}),
    ("GET", "/things?path=/a", {"headers": {"Authorization": "Bearer eve"}}),
    ("GET", "/hidden", {}),
    ("GET", "/open", {}),
    ("POST", "/things", {"json": {"name": "one"}}),
    ("POST", "/things", {"json": {"name": "one", "size": 2}}),
    ("POST", "/things", {"json": {"name": 1}}),
    ("POST", "/things", {"json": {"nome": "one"}}),
    ("POST", "/things", {"content": b"{not json"}),
    ("POST", "/things", {"content": b""}),
    ("POST", "/things", {"content": b"1" * (MAX_BODY_BYTES + 1)}),
    ("PUT", "/things", {"json": {"name": "one"}}),
    ("PUT", "/content", {"content": b"x" * (MAX_BODY_BYTES + 1)}),
    ("GET", "/content?how=not-modified", {}),
    ("GET", "/content?how=stream", {}),
    ("GET", "/content?how=text", {}),
    ("GET", "/content?how=bytes", {}),
]
NOT_PLAIN: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/things", {}),  # what it misses is said by the router
    ("GET", "/things?path=", {}),
    ("GET", "/things?path=/a&path=/b", {}),
    ("GET", "/things?path=/a&what=more", {}),
    ("GET", "/things?path=/a&&", {}),
    ("GET", "/things?path=/a&p%61th=/b", {}),
    ("GET", "/things?path=%ff", {}),
    ("GET", "/things?path=a%00b", {}),
    ("GET", "/things/?path=/a", {}),
    ("GET", "/things?path=/a", {"headers": {"Host": "a b"}}),
    ("DELETE", "/things?path=/a", {}),
    ("OPTIONS", "/things?path=/a", {}),
    ("HEAD", "/content?how=bytes", {}),
]


@pytest.mark.parametrize(("method", "url", "options"), PLAIN)
async def test_what_is_plain_goes_the_short_way_and_is_answered_as_on_the_long_one(
    method: str, url: str, options: dict[str, Any]
) -> None:
    long, short = both()
    quick = await ask(short, method, url, **options)
    assert long.count == 0
    assert told(quick) == told(await ask(long, method, url, **options))


@pytest.mark.parametrize(("method", "url", "options"), NOT_PLAIN)
async def test_what_is_not_plain_goes_the_long_way(method: str, url: str, options: dict[str, Any]) -> None:
    long, short = both()
    answer = await ask(short, method, url, **options)
    assert long.count == 1
    assert told(answer) == told(await ask(long, method, url, **options))


async def test_who_sends_nothing_is_told_so_on_both_ways() -> None:
    long, short = both()
    transport = httpx.ASGITransport(app=short)  # type: ignore[arg-type] # Litestar's types
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get("/api/v1/things?path=/a")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert long.count == 0
