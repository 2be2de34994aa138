"""Which answers are pages, and what each may load and show."""

import httpx
import pytest
from litestar.types import Receive, Scope, Send

from ingle.edge.headers import SecurityHeaders


async def _anything(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _policy(path: str) -> dict[str, str]:
    transport = httpx.ASGITransport(SecurityHeaders(_anything))  # type: ignore[arg-type] - httpx knows ASGI by other names
    async with httpx.AsyncClient(transport=transport, base_url="http://ingle") as client:
        said = (await client.get(path)).headers["content-security-policy"]
    return {name: value for name, _, value in (part.strip().partition(" ") for part in said.split(";"))}


@pytest.mark.parametrize("path", ["/", "/files/here"])
async def test_the_desktop_frames_apps_wherever_they_are_and_runs_nothing_else(path: str) -> None:
    policy = await _policy(path)
    assert policy["frame-src"] == "'self' blob: http: https:"
    assert policy["default-src"] == "'self'"
    assert not policy.keys() & {"script-src", "child-src", "worker-src"}
    assert policy["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("path", ["/x/guestbook/", "/link", "/link/"])
async def test_other_pages_frame_nothing_from_elsewhere(path: str) -> None:
    policy = await _policy(path)
    assert (policy["default-src"], policy["frame-src"]) == ("'self'", "'self' blob:")


async def test_what_asks_a_person_for_others_lies_in_no_frame() -> None:
    policy = await _policy("/action/sign-in")
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'self'", "'none'")


@pytest.mark.parametrize("path", ["/api/v1/me", "/dav/a.html"])
async def test_data_is_no_page(path: str) -> None:
    assert await _policy(path) == {"default-src": "'none'", "frame-ancestors": "'none'", "sandbox": ""}
