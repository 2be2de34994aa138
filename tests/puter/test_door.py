"""Which requests are the edge's, and what is said where it has no endpoint."""

import httpx


async def test_both_doors_are_on_one_port(nobody: httpx.AsyncClient) -> None:
    assert (await nobody.get("/version")).json()["version"]
    assert (await nobody.get("/healthcheck")).json() == {"ok": True}
    assert (await nobody.get("/healthz")).json()["status"] in {"ok", "starting"}
    assert (await nobody.get("/api/v1/me")).headers["content-type"] == "application/problem+json"


async def test_an_endpoint_that_is_not_there_has_no_code(nobody: httpx.AsyncClient) -> None:
    """Clients take their other way of uploading then."""
    answer = await nobody.post("/login/nowhere", json=[])
    assert answer.status_code == 404
    assert answer.json() == {"error": "Not Found", "message": "Not Found"}
    answer = await nobody.put("/login", json={})
    assert answer.status_code == 405
    assert "code" not in answer.json()


async def test_a_body_that_is_no_json_is_told(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.post("/login", content=b"{")
    assert (answer.status_code, answer.json()["code"]) == (400, "client_bad_json")
