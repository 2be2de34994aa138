"""Uploads whose bytes go to signed addresses, as the SDK does them on pages; on a real daemon."""

import hashlib
from typing import Any

import httpx
import pytest

from ingle.files.policy import part_bytes
from support.daemons import Living

BYTES = b'{"a": "file whose type is that of a question"}'


def about(path: str, size: int, **fields: Any) -> dict[str, Any]:
    return {"fileMetadata": {"path": path, "size": size, "contentType": "application/json", **fields}}


async def begun(client: httpx.AsyncClient, *items: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await client.post("/fs/startBatchWrite", json=items)
    assert answer.status_code == 200, answer.text
    return list(answer.json())


async def send(daemon: Living, url: str, data: bytes) -> httpx.Response:
    """Without a token, from a page of another origin."""
    headers = {"Origin": "http://elsewhere.example", "Content-Type": "application/json"}
    async with daemon.served.program() as nobody:
        return await nobody.put(url, content=data, headers=headers)


async def test_directories_and_files_come_in_one_batch(daemon: Living, ann: httpx.AsyncClient) -> None:
    directory = {**about("/ann/Documents/new/deep", 0, createMissingParents=True), "directory": True}
    made, one, empty = await begun(
        ann, directory, about("/ann/Documents/new/deep/a.json", len(BYTES)), about("~/Documents/empty", 0)
    )
    assert (made["directoryCreated"], made["fsEntry"]["path"]) == (True, "/ann/Documents/new/deep")
    assert (one["uploadMode"], one["contentType"]) == ("single", "application/json")
    sent = await send(daemon, one["url"], BYTES)
    assert sent.status_code == 200, sent.text
    assert sent.headers["etag"] == f'"{hashlib.sha256(BYTES).hexdigest()}"'
    assert sent.headers["access-control-allow-origin"] == "http://elsewhere.example"
    assert "ETag" in sent.headers["access-control-expose-headers"]
    assert (await ann.get("/read", params={"file": "~/Documents/new/deep/a.json"})).status_code == 404
    assert (await send(daemon, empty["url"], b"")).status_code == 200
    done = await ann.post(
        "/fs/completeBatchWrite", json=[{"uploadId": each["sessionId"]} for each in (one, empty)]
    )
    assert [each["fsEntry"]["path"] for each in done.json()] == [
        "/ann/Documents/new/deep/a.json",
        "/ann/Documents/empty",
    ]
    assert [each["wasOverwrite"] for each in done.json()] == [False, False]
    whole = await ann.get("/read", params={"file": "~/Documents/new/deep/a.json"})
    assert whole.content == BYTES


async def test_a_name_that_is_taken(daemon: Living, ann: httpx.AsyncClient) -> None:
    async def written(**terms: Any) -> dict[str, Any]:
        (one,) = await begun(ann, about("~/Documents/taken", 1, **terms))
        await send(daemon, one["url"], b"x")
        done = await ann.post("/fs/completeWrite", json={"uploadId": one["sessionId"]})
        return dict(done.json())

    await written()
    assert (await written())["fsEntry"]["name"] == "taken (1)"
    over = await written(overwrite=True)
    assert (over["fsEntry"]["name"], over["wasOverwrite"]) == ("taken", True)
    refused = await ann.post(
        "/fs/startBatchWrite", json=[about("~/Documents/taken", 1, overwrite=False, dedupeName=False)]
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "item_with_same_name_exists")


async def test_a_large_file_goes_in_parts(daemon: Living, ann: httpx.AsyncClient) -> None:
    size = part_bytes(None) + 5
    (one,) = await begun(ann, about("~/Documents/large", size))
    assert (one["uploadMode"], one["multipartPartSize"], one["multipartPartCount"]) == (
        "multipart",
        part_bytes(None),
        2,
    )
    again = await ann.post(
        "/fs/signMultipartParts", json={"uploadId": one["sessionId"], "partNumbers": [2, "x"]}
    )
    (second,) = again.json()["multipartPartUrls"]
    assert second["partNumber"] == 2
    first = one["multipartPartUrls"][0]["url"]
    for url, data in ((second["url"], b"y" * 5), (first, b"x" * part_bytes(None))):
        assert (await send(daemon, url, data)).status_code == 200
    done = await ann.post("/fs/completeWrite", json={"uploadId": one["sessionId"], "parts": []})
    assert done.json()["fsEntry"]["size"] == size


async def test_what_is_wrong_is_told(daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    for item in ({}, about("~/x", -1), about("~/x", True), {"fileMetadata": "x"}):
        answer = await ann.post("/fs/startBatchWrite", json=[item])
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request"), item
    assert (await ann.post("/fs/startBatchWrite", json=["x"])).status_code == 400
    assert (await bob.post("/fs/startBatchWrite", json=[about("/ann/x", 1)])).status_code in {403, 404}
    (one,) = await begun(ann, about("~/Documents/x", 3))
    assert (await send(daemon, one["url"], b"four")).status_code == 413
    early = await ann.post("/fs/completeWrite", json={"uploadId": one["sessionId"]})
    assert early.status_code == 409
    for path, body in (
        ("/fs/completeWrite", {"uploadId": one["sessionId"]}),
        ("/fs/abortWrite", {"uploadId": one["sessionId"]}),
        ("/fs/signMultipartParts", {"uploadId": one["sessionId"], "partNumbers": [1]}),
    ):
        assert (await bob.post(path, json=body)).status_code == 404
    assert (await ann.post("/fs/abortWrite", json={"uploadId": one["sessionId"]})).json() == {"ok": True}
    assert (await send(daemon, one["url"], b"abc")).status_code == 404


@pytest.mark.parametrize("signature", ["x", "x.y", "e30.e30"])
async def test_an_address_that_nobody_signed(daemon: Living, signature: str) -> None:
    answer = await send(daemon, f"/fs/upload/{signature}/1", b"x")
    assert answer.status_code == 403
