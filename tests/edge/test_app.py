"""The doors on a real server: who gets in, how errors are told, what a body may be."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Request
from litestar.connection import ASGIConnection

from ingle.base.errors import ConflictError, IngleError, Kind
from ingle.edge.app import MAX_BODY_BYTES, UndeclaredScopeError, make_app
from ingle.edge.errors import UnauthenticatedError
from ingle.edge.identity import Caller
from ingle.edge.journal import Journal
from ingle.edge.problems import STATUSES
from ingle.edge.routes import PUBLIC, SIGNED_IN, delete, get, post, put
from ingle.runtime.metrics import Metrics
from ingle.wire.machines import MachineCreate
from ingle.wire.streams import CLOSE_CODES
from support.daemons import served

ANN = {"Authorization": "Bearer ann"}


async def identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller | None:
    """A bearer's name is a person; a cookie is a session."""
    if "ingle_session" in connection.cookies:
        return Caller("usr_ann", "ann", admin=False, scopes=frozenset({"things:read"}), via="session")
    match connection.headers.get("authorization"):
        case None:
            return None
        case "Bearer bob":  # in a hurry, and may not be
            return Caller(
                "usr_bob", "bob", False, frozenset({"things:read"}), via="token", requests_per_minute=2
            )
        case "Bearer ann":
            return Caller("usr_ann", "ann", admin=False, scopes=frozenset({"things:read"}), via="token")
        case _:
            raise UnauthenticatedError("no such token")


@get("/things", scope="things:read")
async def things(caller: Caller, limit: int = 3) -> dict[str, str]:
    return {"caller": caller.user_id, "limit": str(limit)}


@delete("/things", scope="things:write")
async def remove_things() -> None: ...


@post("/things", scope="things:read")
async def make_thing(data: MachineCreate) -> MachineCreate:
    return data


@post("/mine", scope=SIGNED_IN)
async def mine(caller: Caller) -> str:
    return caller.user_name


@get("/conflict", scope=PUBLIC)
async def conflict() -> None:
    raise ConflictError("it runs", state="running")


@get("/bug", scope=PUBLIC)
async def bug() -> None:
    raise ValueError("the secret is swordfish")


@put("/stream", scope=PUBLIC, request_max_body_size=None)
async def stream(request: Request[Any, Any, Any]) -> dict[str, int]:
    sizes = [len(chunk) async for chunk in request.stream()]
    return {"total": sum(sizes), "largest": max(sizes)}


HANDLERS = [things, remove_things, make_thing, mine, conflict, bug, stream]


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = make_app(HANDLERS, identify, scopes=["things:read", "things:write"])
    async with served(Journal(app, Metrics("0")), tmp_path) as here, here.program() as client:
        yield client


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["request_id"] == answer.headers["x-request-id"]
    return answer.status_code, body["code"]


async def test_the_gate_lets_in_by_scope(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/things", headers=ANN)
    assert answer.json() == {"caller": "usr_ann", "limit": "3"}
    assert problem(await client.get("/api/v1/things")) == (401, "unauthenticated")
    assert problem(await client.get("/api/v1/things", headers={"Authorization": "Bearer x"})) == (
        401,
        "unauthenticated",
    )
    refused = await client.delete("/api/v1/things", headers=ANN)
    assert problem(refused) == (403, "scope_missing")
    assert refused.json()["fields"] == {"scope": "things:write"}


async def test_who_asks_too_often_is_told_when_to_come_back(client: httpx.AsyncClient) -> None:
    bob = {"Authorization": "Bearer bob"}
    assert (await client.get("/api/v1/things", headers=bob)).status_code == 200
    refused = await client.delete("/api/v1/things", headers=bob)
    assert problem(refused) == (403, "scope_missing")  # which counts like any other
    hurried = await client.get("/api/v1/things", headers=bob)
    assert problem(hurried) == (429, "too_many_requests")
    assert hurried.json()["kind"] == "rate_limited"
    assert hurried.headers["retry-after"] == "30"
    assert (await client.get("/api/v1/things", headers=ANN)).status_code == 200
    assert (await client.get("/api/v1/conflict", headers=bob)).status_code == 409  # public: nobody's


async def test_a_401_says_how_to_authenticate(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/things")).headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
    ],
)
async def test_a_cookie_acts_only_for_pages_of_this_host(
    client: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    cookie = {"Cookie": "ingle_session=x"}
    assert (await client.post("/api/v1/mine", headers=cookie | headers)).status_code == status
    assert (await client.get("/api/v1/things", headers=cookie | headers)).status_code == 200


async def test_other_sites_cannot_use_public_endpoints_that_act(client: httpx.AsyncClient) -> None:
    answer = await client.put("/api/v1/stream", content=b"x", headers={"Origin": "http://evil.example"})
    assert problem(answer) == (403, "cross_origin")


async def test_errors_are_problems(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/conflict")
    assert problem(answer) == (409, "conflict")
    assert (answer.json()["detail"], answer.json()["fields"]) == ("it runs", {"state": "running"})
    assert problem(await client.get("/nowhere")) == (404, "no_such_endpoint")
    assert problem(await client.get("/api/v1/../../etc/passwd")) == (404, "no_such_endpoint")
    assert problem(await client.put("/api/v1/conflict")) == (405, "method_not_allowed")


async def test_our_own_mistakes_are_told_without_their_text(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/bug")
    assert problem(answer) == (500, "failed")
    assert "swordfish" not in answer.text


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"image": 3}', "image"),
        (b'{"image": "a", "vcpus": "many"}', "vcpus"),
        (b'{"image": "a", "env": {"A": 1}}', "env"),
        (b'{"image": "a", "nope": 1}', "nope"),
        (b"{", ""),
        (b"", ""),
        (b"[]", ""),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
    ],
)
async def test_a_wrong_body_names_the_field(client: httpx.AsyncClient, body: bytes, field: str) -> None:
    answer = await client.post("/api/v1/things", content=body, headers=ANN)
    assert problem(answer) == (400, "invalid")
    assert field in answer.json()["detail"]


async def test_a_wrong_query_names_the_parameter(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/things?limit=many", headers=ANN)
    assert problem(answer) == (400, "invalid")
    assert answer.json()["fields"]["field"] == "limit"


async def test_a_body_that_is_read_whole_is_limited(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/things", content=b" " * (MAX_BODY_BYTES + 1), headers=ANN)
    assert problem(answer) == (413, "body_too_large")


async def test_a_body_that_is_streamed_is_neither_limited_nor_kept(client: httpx.AsyncClient) -> None:
    total = 64 * 1024 * 1024

    async def content() -> AsyncIterator[bytes]:
        for _ in range(total // 65536):
            yield bytes(65536)

    answer = await client.put("/api/v1/stream", content=content())
    assert answer.json()["total"] == total
    assert answer.json()["largest"] <= 1024 * 1024


@pytest.mark.parametrize("options", [{}, {"opt": {"scope": "undeclared"}}])
def test_a_handler_without_a_declared_scope_makes_no_application(options: dict[str, Any]) -> None:
    import litestar

    @litestar.get("/bare", **options)
    async def bare() -> None: ...

    with pytest.raises(UndeclaredScopeError, match="bare"):
        make_app([bare], identify, scopes=["things:read"])


def test_every_kind_has_a_status_and_a_close_code() -> None:
    assert set(STATUSES) == set(Kind)
    assert set(CLOSE_CODES) == {str(kind) for kind in Kind}
    assert issubclass(UnauthenticatedError, IngleError)
