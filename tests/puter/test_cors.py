"""Pages of any origin may ask, and are told so."""

import httpx

from ingle.puter.cors import headers_for
from support.puter import upload

PAGE = "http://app.example"


def test_the_origin_and_what_was_asked_for_are_told_back() -> None:
    asked = [(b"origin", PAGE.encode()), (b"access-control-request-headers", b"x-own")]
    told = dict(headers_for(asked))
    assert told[b"access-control-allow-origin"] == PAGE.encode()
    assert told[b"access-control-allow-headers"] == b"x-own"
    assert told[b"access-control-allow-credentials"] == b"true"
    assert told[b"vary"] == b"Origin"


def test_without_an_origin_there_are_no_credentials() -> None:
    told = dict(headers_for([]))
    assert told[b"access-control-allow-origin"] == b"*"
    assert b"access-control-allow-credentials" not in told


async def test_preflights_and_errors_carry_them(nobody: httpx.AsyncClient) -> None:
    preflight = await nobody.request("OPTIONS", "/whoami", headers={"Origin": PAGE})
    assert (preflight.status_code, preflight.text) == (200, "OK")
    assert preflight.headers["access-control-allow-origin"] == PAGE
    refused = await nobody.get("/whoami", headers={"Origin": PAGE})
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == PAGE
    assert refused.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_no_file_runs_as_a_page_of_ours(ann: httpx.AsyncClient) -> None:
    await upload(ann, "~/Documents", {"evil.html": b"<script>alert(1)</script>"})
    told = (await ann.post("/sign", json={"items": [{"path": "~/Documents/evil.html"}]})).json()
    shown = await ann.get(told["signatures"][0]["read_url"])
    assert shown.headers["content-type"].startswith("text/html")
    assert "sandbox" in shown.headers["content-security-policy"].split("; ")
    assert shown.headers["x-content-type-options"] == "nosniff"


async def test_the_houses_own_doors_have_none_of_it(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get("/api/v1/me", headers={"Origin": PAGE})
    assert "access-control-allow-origin" not in answer.headers
