"""Files that people share, as the contract's clients do."""

import httpx
import pytest

from support.puter import refused, upload

FILE = "/ann/Documents/a.txt"


@pytest.fixture
async def shared(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> dict[str, object]:
    """A file of Ann's that Bob reads; the row that tells it."""
    await upload(ann, "/ann/Documents", {"a.txt": b"hello"})
    body = {"recipients": [{"username": "bob"}], "items": [{"path": FILE}], "mode": "read"}
    answer = await ann.post("/share", json=body)
    assert answer.json()["status"] == "success", answer.text
    row: dict[str, object] = answer.json()["results"][0]
    return row


async def test_who_shares_and_who_is_shared_with_are_told(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient, shared: dict[str, object]
) -> None:
    (mine,) = (await bob.get("/share/shared-with-me?includeTotal=true")).json()["items"]
    assert (mine["path"], mine["owner"], mine["mode"], mine["size"]) == (FILE, "ann", "read", 5)
    assert mine["uid"] == shared["uid"]
    issued = (await ann.get("/share/shared-by-me?limit=1&includeTotal=true")).json()
    assert (issued["items"][0]["holder"], issued["total"]) == ("bob", 1)
    (of_file,) = (await ann.get("/share/shares", params={"path": FILE})).json()["items"]
    assert (of_file["holder"], of_file["inherited_from"]) == ("bob", None)


async def test_what_is_shared_above_holds_below(ann: httpx.AsyncClient, shared: dict[str, object]) -> None:
    await ann.post("/share", json={"recipients": "bob", "items": "/ann/Documents", "mode": "write"})
    rows = (await ann.get("/share/shares", params={"uid": shared["uid_entry"]})).json()["items"]
    assert {(row["mode"], row["inherited_from"] is None) for row in rows} == {
        ("read", True),
        ("write", False),
    }


async def test_it_is_taken_back_by_either(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient, shared: dict[str, object]
) -> None:
    body = {"recipients": ["bob"], "items": [{"uid": shared["uid_entry"]}]}
    assert (await ann.post("/share/revoke", json=body)).json() == {"revoked": 1}
    assert (await ann.post("/share/revoke", json=body)).json() == {"revoked": 0}
    assert (await bob.get("/share/shared-with-me")).json() == {"items": []}
    await ann.post("/share", json={**body, "mode": "see"})
    assert (await bob.post("/share/revoke", json=body)).json() == {"revoked": 1}


async def test_people_are_found_by_their_address(operator: httpx.AsyncClient, ann: httpx.AsyncClient) -> None:
    person = {"name": "carl", "password": "correct horse", "email": "carl@example.org"}
    assert (await operator.post("/api/v1/users", json=person)).status_code == 201
    body = {"recipients": [{"email": "Carl@example.org"}], "items": ["/ann/Documents"]}
    (row,) = (await ann.post("/share", json=body)).json()["results"]
    assert row["holder"] == "carl"
    assert (await ann.post("/share/revoke", json=body)).json() == {"revoked": 1}


async def test_each_failure_is_told_for_itself(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    body = {"recipients": ["nobody@example.org", "bob"], "items": [{"path": "/ann/Documents"}]}
    answer = (await ann.post("/share", json=body)).json()
    assert (answer["status"], [row["status"] for row in answer["results"]]) == ("mixed", ["error", "success"])
    nothing = {"recipients": ["bob"], "items": ["/ann/nothing"]}
    (row,) = (await ann.post("/share", json=nothing)).json()["results"]
    assert row["code"] == "subject_does_not_exist"
    not_hers = await ann.post("/share", json={"recipients": ["ann"], "items": ["/bob/Documents"]})
    assert not_hers.json()["status"] == "aborted"


async def test_a_request_says_what_whom_and_how(ann: httpx.AsyncClient) -> None:
    fine = {"recipients": ["bob"], "items": ["/ann/Documents"]}
    for wrong in (
        {"recipients": ["bob"]},
        {"items": ["/ann/Documents"]},
        {**fine, "mode": "own"},
        {**fine, "recipients": [{}]},
        {**fine, "items": [{}]},
        {**fine, "recipients": ["bob"] * 201},
    ):
        assert refused(await ann.post("/share", json=wrong)) == (400, "bad_request")
