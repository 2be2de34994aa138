"""What the contract has and this house has not says so, by every method, to anybody."""

import httpx

from ingle.puter.elsewhere import PATHS
from support.puter import refused


async def test_what_is_not_here_says_why(nobody: httpx.AsyncClient) -> None:
    for path, why in PATHS.items():
        for method, below in (("GET", ""), ("POST", "/some/thing"), ("DELETE", "/thing"), ("PATCH", "/x")):
            answer = await nobody.request(method, path + below)
            assert refused(answer) == (404, "not_found"), path
            assert answer.json()["message"] == why
            assert "allow" not in answer.headers


async def test_signed_entries_name_an_address_that_is_gone(nobody: httpx.AsyncClient) -> None:
    assert (await nobody.get("/itemMetadata", params={"uid": "x"})).status_code == 410


async def test_what_nobody_ever_had_is_nowhere(nobody: httpx.AsyncClient) -> None:
    """Without a code, by which clients know that there is no such endpoint."""
    for path in ("/fs/nothing", "/auth/nothing", "/share/nothing"):
        answer = await nobody.post(path, json={})
        assert (answer.status_code, "code" in answer.json()) == (404, False)
