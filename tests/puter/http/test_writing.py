"""Files that come whole in one request, as JSON and as forms; on a real daemon."""

import base64
import json
from typing import Any

import httpx
import pytest

from support.puter import refused

BYTES = bytes(range(256))


def item(path: str, content: str = "hello", **fields: Any) -> dict[str, Any]:
    return {"fileMetadata": {"path": path, **fields.pop("about", {})}, "fileContent": content, **fields}


async def read(client: httpx.AsyncClient, path: str) -> bytes:
    return (await client.get("/read", params={"file": path})).content


async def test_json_carries_a_file(ann: httpx.AsyncClient) -> None:
    written = await ann.post("/fs/write", json=item("~/Documents/a.txt"))
    assert written.status_code == 200, written.text
    assert written.json()["fsEntry"]["path"] == "/ann/Documents/a.txt"
    assert (written.json()["fsEntry"]["size"], written.json()["wasOverwrite"]) == (5, False)
    packed = base64.b64encode(BYTES).decode()
    about = {"overwrite": True, "size": 256, "contentType": "image/png"}
    again = await ann.post(
        "/fs/write", json=item("~/Documents/a.txt", packed, encoding="base64", about=about)
    )
    assert (again.json()["wasOverwrite"], again.json()["fsEntry"]["type"]) == (True, "image/png")
    assert await read(ann, "~/Documents/a.txt") == BYTES


async def test_many_come_at_once(ann: httpx.AsyncClient) -> None:
    items = [item("~/Documents/one"), item("~/Documents/new/two", about={"createMissingParents": True})]
    told = (await ann.post("/fs/batchWrite", json=items)).json()
    assert [one["fsEntry"]["path"] for one in told] == ["/ann/Documents/one", "/ann/Documents/new/two"]
    assert (await ann.post("/fs/batchWrite", json=[])).json() == []


async def test_a_form_names_its_files_first(ann: httpx.AsyncClient) -> None:
    manifest = [{"fileMetadata": {"path": f"~/Documents/{name}"}} for name in ("a", "b")]
    parts: list[tuple[str, Any]] = [
        ("manifest", (None, json.dumps(manifest))),
        ("files", ("a", b"first")),
        ("files", ("b", BYTES)),
    ]
    answer = await ann.post("/fs/batchWrite", files=parts)
    assert [one["fsEntry"]["size"] for one in answer.json()] == [5, 256]
    assert await read(ann, "~/Documents/b") == BYTES
    alone = [("manifest", (None, json.dumps(manifest[0]))), ("file", ("a", b"x"))]
    assert (await ann.post("/fs/write", files=alone)).json()["fsEntry"]["name"] == "a (1)"
    for wrong in (parts[:2], parts[1:], parts[:1] + parts[2:] + parts[2:] + parts[2:]):
        assert refused(await ann.post("/fs/batchWrite", files=wrong)) == (400, "bad_request")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, (400, "bad_request")),
        ([1], (400, "bad_request")),
        ([], (400, "bad_request")),
        ({"fileMetadata": {"path": 3}, "fileContent": ""}, (400, "bad_request")),
        ({"fileMetadata": {"path": "~/a"}}, (400, "bad_request")),
        ({"fileMetadata": {"path": "~/a"}, "fileContent": "%", "encoding": "base64"}, (400, "bad_request")),
        ({"fileMetadata": {"path": "~/a"}, "fileContent": "\udc80"}, (400, "client_bad_json")),
        ({"fileMetadata": {"path": "~/a"}, "fileContent": "x", "encoding": "morse"}, (400, "bad_request")),
        ({"fileMetadata": {"path": "~/a", "size": -1}, "fileContent": "x"}, (400, "bad_request")),
        ({"fileMetadata": {"path": "~/a", "size": True}, "fileContent": "x"}, (400, "bad_request")),
        (item("~/../bob/a"), (400, "bad_request")),
        (item("/bob/Documents/a"), (404, "dest_does_not_exist")),
        (item("~/no/such/a"), (404, "dest_does_not_exist")),
        (item("~/Documents", about={"overwrite": True}), (409, "cannot_overwrite_a_directory")),
        ([item(f"~/{number}") for number in range(257)], (413, "too_large")),
    ],
    ids=lambda value: json.dumps(value)[:60] if not isinstance(value, tuple) else "",
)
async def test_what_is_no_file_is_refused(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient, body: Any, told: tuple[int, str]
) -> None:
    answer = await ann.post(
        "/fs/write", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert refused(answer) == told, answer.text


async def test_nobody_writes(nobody: httpx.AsyncClient) -> None:
    assert refused(await nobody.post("/fs/write", json=item("~/a"))) == (401, "token_missing")
