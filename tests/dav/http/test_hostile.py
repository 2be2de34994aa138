"""Nothing that is sent makes the daemon fail, hang, or leave `/dav/`."""

from collections.abc import AsyncIterator

import httpx
import pytest

from support.daemons import living

METHODS = (
    "GET",
    "HEAD",
    "PUT",
    "DELETE",
    "MKCOL",
    "PROPFIND",
    "PROPPATCH",
    "COPY",
    "MOVE",
    "LOCK",
    "UNLOCK",
    "OPTIONS",
    "TRACE",
)
PATHS = (
    *(
        "/dav/~/%00",
        "/dav/~/a%2Fb",
        "/dav/~/%ff%fe",
        "/dav/~/%2e%2e/x",
        "/dav/~/..%2f..%2fetc",
        "/dav/~/a%5cb/c",
    ),
    *(
        "/dav/~/" + "a" * 5000,
        "/dav/~" + "/a" * 300,
        "/dav/~/%E2%80%AEtxt.exe",
        "/dav/nobody/x",
        "/dav/ent_1/x",
    ),
    *(
        "/dav",
        "/dav/",
        "/davx/y",
        "/dav/~/%ED%A0%80",
        "/dav/~/con.",
        "/dav/%7E/x",
        "/dav//~//x",
        "/dav/~/%20",
    ),
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"Depth": "banana"},
    {"Destination": "http://[::1/dav/~/x", "Overwrite": "?"},
    {"Destination": "/dav/~/%00"},
    {"Destination": "/dav/" + "x/" * 3000},
    {"If": "(" * 1000},
    {"If": "<http://h/dav/" + "x/" * 200 + "> (<t>)"},
    {"If": " ".join(f"</dav/~/{n}> (Not <t>)" for n in range(40))},
    {"Timeout": "Second-" + "9" * 1000, "Lock-Token": "<" * 100},
    {"Range": "bytes=-0", "If-Modified-Since": "yesterday", "X-OC-Mtime": "1e400"},
    {"Content-Type": "x" * 1000, "X-Expected-Entity-Length": "-5"},
)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b']><D:propfind xmlns:D="DAV:"><D:prop><x>&a9;</x></D:prop></D:propfind>'
)
LOCK = (
    b'<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype>'
    b"<D:owner>&lt;/D:owner></D:owner></D:lockinfo>"
)
BODIES = (
    b"",
    b"<",
    BOMB,
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x"><x/>',
    b'<D:propfind xmlns:D="DAV:">' + b"<a>" * 30_000,
    b"<D:x xmlns:D='DAV:'>" + b"x" * 300_000 + b"</D:x>",
    b'<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><a xmlns="">&#0;</a></D:prop></D:set></D:propertyupdate>',
    LOCK,
)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    async with living(tmp_path_factory.mktemp("daemon")) as daemon, daemon.served.operator() as operator:
        made = await operator.post("/api/v1/tokens", json={"name": "dav"})
        auth = ("x", made.json()["secret"])
        async with httpx.AsyncClient(base_url=daemon.served.url, auth=auth, timeout=60) as client:
            yield client


async def strike(
    client: httpx.AsyncClient, method: str, path: str, headers: dict[str, str], body: bytes
) -> httpx.Response:
    url = httpx.URL(client.base_url).copy_with(raw_path=path.encode())
    return await client.request(method, url, headers=headers, content=body)


@pytest.mark.parametrize("method", METHODS)
async def test_paths(client: httpx.AsyncClient, method: str) -> None:
    for path in PATHS:
        answer = await strike(client, method, path, {"Depth": "0"} if method == "PROPFIND" else {}, b"")
        assert answer.status_code < 500, (path, answer.text)
        assert "root:" not in answer.text


@pytest.mark.parametrize("method", METHODS)
async def test_headers(client: httpx.AsyncClient, method: str) -> None:
    await client.put("/dav/~/target", content=b"x")
    for headers in HEADERS:
        answer = await strike(client, method, "/dav/~/target", headers, b"")
        assert answer.status_code < 500, (headers, answer.text)


@pytest.mark.parametrize("method", ["PROPFIND", "PROPPATCH", "LOCK", "MKCOL"])
async def test_bodies(client: httpx.AsyncClient, method: str) -> None:
    await client.put("/dav/~/target", content=b"x")
    for body in BODIES:
        answer = await strike(client, method, "/dav/~/target", {"Depth": "0"}, body)
        assert answer.status_code < 500, (body[:60], answer.text)
    listed = await client.request("PROPFIND", "/dav/~/target", headers={"Depth": "0"})
    assert listed.status_code == 207  # whatever was kept of it can be told
