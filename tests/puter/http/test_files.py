"""Files through the contract's endpoints, on a real daemon."""

import json
from typing import Any

import httpx
import pytest

from ingle.puter.uids import is_uid
from support.puter import upload


async def made(client: httpx.AsyncClient, path: str, **fields: Any) -> dict[str, Any]:
    answer = await client.post("/mkdir", json={"path": path, **fields})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_writing_and_reading(ann: httpx.AsyncClient) -> None:
    (written,) = (await upload(ann, "/ann/Documents", {"a.txt": b"hello"})).json()["results"]
    assert (written["path"], written["size"], is_uid(written["uid"])) == ("/ann/Documents/a.txt", 5, True)
    whole = await ann.get("/read", params={"file": "/ann/Documents/a.txt"})
    assert (whole.status_code, whole.content) == (200, b"hello")
    assert whole.headers["content-type"] == "application/octet-stream"
    by_uid = await ann.get("/fs/read", params={"uid": written["uid"]})
    assert by_uid.content == b"hello"
    ranged = await ann.get("/read", params={"file": "~/Documents/a.txt"}, headers={"Range": "bytes=1-3"})
    assert (ranged.status_code, ranged.content) == (206, b"ell")
    part = await ann.get("/read", params={"file": "~/Documents/a.txt", "offset": "1", "byte_count": "2"})
    assert (part.status_code, part.content) == (200, b"el")
    again = await ann.get(
        "/read", params={"file": written["uid"]}, headers={"If-None-Match": whole.headers["etag"]}
    )
    assert again.status_code == 304
    down = await ann.post("/down", params={"path": "/ann/Documents/a.txt"}, json={})
    assert down.headers["content-disposition"].startswith("attachment")


async def test_both_shapes_of_an_entry(ann: httpx.AsyncClient) -> None:
    older = (await ann.post("/stat", json={"path": "/ann/Documents"})).json()
    assert (older["is_dir"], older["is_empty"], older["owner"]) == (True, True, {"username": "ann"})
    newer = (await ann.post("/fs/stat", json={"uid": older["uid"]})).json()
    assert (newer["isDir"], newer["uuid"], newer["path"]) == (True, older["uid"], "/ann/Documents")


async def test_lists_are_arrays_or_parts(ann: httpx.AsyncClient) -> None:
    await upload(ann, "/ann/Documents", dict.fromkeys(("a", "b", "c"), b"x"))
    names = [one["name"] for one in (await ann.post("/readdir", json={"path": "~/Documents"})).json()]
    assert names == ["a", "b", "c"]
    some = (await ann.post("/readdir", json={"path": "~/Documents", "offset": 1, "limit": 1})).json()
    assert [one["name"] for one in some] == ["b"]
    asked: dict[str, Any] = {"path": "~/Documents", "cursor": None, "limit": 2, "includeTotal": True}
    first = (await ann.post("/fs/readdir", json=asked)).json()
    assert ([one["name"] for one in first["items"]], first["total"]) == (["a", "b"], 3)
    rest = (await ann.post("/fs/readdir", json={**asked, "cursor": first["cursor"]})).json()
    assert ([one["name"] for one in rest["items"]], "cursor" in rest) == (["c"], False)
    backwards = await ann.get("/fs/readdir", params={"path": "~/Documents", "sortOrder": "desc"})
    assert [one["name"] for one in backwards.json()] == ["c", "b", "a"]
    top = (await ann.post("/readdir", json={"path": "/"})).json()
    assert [one["path"] for one in top] == ["/ann"]


async def test_a_directory_that_is_there_is_the_answer(ann: httpx.AsyncClient) -> None:
    first = await made(ann, "/ann/Documents/new")
    assert (await made(ann, "new", parent="/ann/Documents"))["uid"] == first["uid"]
    assert (await made(ann, "/ann/Documents/new", dedupe_name=True))["name"] == "new (1)"
    missing = await ann.post("/mkdir", json={"path": "/ann/Documents/x/y"})
    assert refused(missing) == (404, "not_found")
    assert (await made(ann, "/ann/Documents/x/y", create_missing_parents=True))["name"] == "y"
    await upload(ann, "/ann/Documents", {"file": b""})
    taken = await ann.post("/mkdir", json={"path": "/ann/Documents/file"})
    assert refused(taken) == (409, "item_with_same_name_exists")
    assert taken.json()["entry_name"] == "file"


async def test_names_that_are_taken(ann: httpx.AsyncClient) -> None:
    await upload(ann, "/ann/Documents", {"a.txt": b"1"})
    another = (await upload(ann, "/ann/Documents", {"a.txt": b"2"})).json()["results"][0]
    assert another["name"] == "a (1).txt"
    failed = await upload(ann, "/ann/Documents", {"a.txt": b"3"}, dedupe_name=False)
    assert (failed.status_code, failed.json()["results"][0]["code"]) == (218, "item_with_same_name_exists")
    over = (await upload(ann, "/ann/Documents", {"a.txt": b"44"}, overwrite=True)).json()["results"][0]
    assert (over["name"], over["size"]) == ("a.txt", 2)
    await made(ann, "/ann/Documents/dir")
    failed = await upload(ann, "/ann/Documents", {"dir": b"x"}, overwrite=True)
    assert failed.json()["results"][0]["code"] == "cannot_overwrite_a_directory"


async def test_a_batch_without_files(ann: httpx.AsyncClient) -> None:
    operations = [
        {"op": "mkdir", "parent": "/ann/Documents", "path": "new", "as": "one"},
        {"op": "mkdir", "path": "$one/below"},
        {"op": "shortcut", "path": "/ann/Desktop", "name": "short", "shortcut_to": "/ann/Documents/new"},
        {"op": "delete", "path": "/ann/Documents/nothing"},
    ]
    answer = await ann.post("/batch", json={"operations": operations})
    results = answer.json()["results"]
    assert answer.status_code == 218
    assert [one.get("path") for one in results[:3]] == [
        "/ann/Documents/new",
        "/ann/Documents/new/below",
        "/ann/Desktop/short",
    ]
    assert results[2]["shortcut_to"] == results[0]["uid"]
    assert results[3]["code"] == "subject_does_not_exist"


async def test_moving_copying_and_renaming(ann: httpx.AsyncClient) -> None:
    await upload(ann, "/ann/Documents", {"a.txt": b"hello"})
    copied = await ann.post("/copy", json={"source": "/ann/Documents/a.txt", "destination": "/ann/Desktop"})
    assert copied.json()[0]["copied"]["path"] == "/ann/Desktop/a.txt"
    moved = await ann.post(
        "/move", json={"source": "/ann/Desktop/a.txt", "destination": "/ann/Documents", "new_name": "b.txt"}
    )
    assert (moved.json()["moved"]["path"], moved.json()["old_path"]) == (
        "/ann/Documents/b.txt",
        "/ann/Desktop/a.txt",
    )
    renamed = await ann.post("/rename", json={"path": "/ann/Documents/b.txt", "new_name": "c.txt"})
    assert renamed.json()["name"] == "c.txt"
    taken = await ann.post("/rename", json={"path": "/ann/Documents/c.txt", "new_name": "a.txt"})
    assert refused(taken) == (409, "conflict")
    newer = await ann.post("/fs/move", json={"source": renamed.json()["uid"], "destination": "~/Desktop"})
    assert newer.json()["moved"]["parentUid"]


@pytest.mark.parametrize("verb", ["copy", "move"])
async def test_which_end_is_not_there_is_told(ann: httpx.AsyncClient, verb: str) -> None:
    await made(ann, "/ann/Documents/d")
    there, nowhere = "/ann/Documents/d", "/ann/Documents/nowhere"
    source = await ann.post(f"/{verb}", json={"source": nowhere, "destination": there})
    assert refused(source) == (404, "source_does_not_exist")
    goal = await ann.post(f"/{verb}", json={"source": there, "destination": nowhere})
    assert refused(goal) == (404, "dest_does_not_exist")
    itself = await ann.post(f"/{verb}", json={"source": there, "destination": there})
    assert refused(itself) == (409, f"cannot_{verb}_directory_into_itself")


async def test_the_trash_knows_the_way_back(ann: httpx.AsyncClient) -> None:
    (written,) = (await upload(ann, "/ann/Documents", {"a.txt": b"x"})).json()["results"]
    metadata = {"original_name": "a.txt", "original_path": "/ann/Documents/a.txt", "trashed_ts": 1}
    gone = await ann.post(
        "/move",
        json={
            "source": written["path"],
            "destination": "/ann/Trash",
            "new_name": written["uid"],
            "new_metadata": metadata,
        },
    )
    moved = gone.json()["moved"]
    assert (moved["dirpath"], json.loads(moved["metadata"])) == ("/ann/Trash", metadata)
    back = await ann.post(
        "/move", json={"source": moved["path"], "destination": "/ann/Documents", "new_name": "a.txt"}
    )
    assert back.json()["moved"]["path"] == "/ann/Documents/a.txt"
    await ann.post("/move", json={"source": written["uid"], "destination": "~/Trash"})
    await ann.post("/delete", json={"paths": ["/ann/Trash"], "descendants_only": True})
    assert (await ann.post("/readdir", json={"path": "/ann/Trash"})).json() == []


async def test_removing(ann: httpx.AsyncClient) -> None:
    await upload(ann, "/ann/Documents", {"a": b"", "b": b""})
    await made(ann, "/ann/Documents/d/e", create_missing_parents=True)
    full = await ann.post("/delete", json={"paths": ["/ann/Documents/d"], "recursive": False})
    assert refused(full) == (409, "not_empty")
    removed = await ann.post("/delete", json={"paths": ["/ann/Documents/a", "/ann/Documents/d"]})
    assert [one["path"] for one in removed.json()] == ["/ann/Documents/a", "/ann/Documents/d"]
    await ann.post("/delete", json={"paths": "/ann/Documents", "descendants_only": True})
    assert (await ann.post("/readdir", json={"path": "/ann/Documents"})).json() == []
    stays = await ann.post("/delete", json={"path": "/ann/Desktop"})
    assert refused(stays) == (409, "immutable")


async def test_touching_searching_and_the_space(ann: httpx.AsyncClient) -> None:
    touched = await ann.post("/touch", json={"path": "/ann/Documents/report.txt"})
    assert (touched.status_code, touched.text) == (200, "")
    await upload(ann, "/ann/Documents", {"data.bin": b"12345"})
    found = await ann.post("/search", json={"query": "report"})
    assert [one["path"] for one in found.json()] == ["/ann/Documents/report.txt"]
    space = (await ann.post("/df")).json()
    assert space["used"] == 5
    assert space["capacity"] > space["used"]
    weighed = await ann.post("/stat", json={"path": "/ann/Documents", "return_size": True})
    assert weighed.json()["size"] == 5


async def test_a_whole_directory_is_walked(ann: httpx.AsyncClient) -> None:
    await made(ann, "/ann/Documents/d/e", create_missing_parents=True)
    asked = {"path": "/ann/Documents", "recursive": True}
    walked = (await ann.post("/fs/readdir", json=asked)).json()
    assert [one["path"] for one in walked] == ["/ann/Documents/d", "/ann/Documents/d/e"]
    shallow = (await ann.post("/fs/readdir", json={**asked, "depth": 1})).json()
    assert [one["path"] for one in shallow] == ["/ann/Documents/d"]


async def test_what_is_anothers_is_not_there(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    (written,) = (await upload(ann, "/ann/Documents", {"a.txt": b"mine"})).json()["results"]
    for named in (written["uid"], "/ann/Documents/a.txt"):
        for asked in (
            bob.post("/stat", json={"path": named}),
            bob.get("/read", params={"file": named}),
            bob.post("/delete", json={"path": named}),
            bob.post("/rename", json={"path": named, "new_name": "b"}),
            bob.post("/touch", json={"path": f"{named}/x"}),
            bob.post("/readdir", json={"path": "/ann"}),
        ):
            assert refused(await asked) == (404, "subject_does_not_exist")
    failed = await upload(bob, "/ann/Documents", {"b.txt": b"x"})
    assert failed.json()["results"][0]["code"] == "dest_does_not_exist"
    assert (await ann.get("/read", params={"file": written["uid"]})).content == b"mine"


async def test_half_an_upload_is_none(ann: httpx.AsyncClient) -> None:
    operation = json.dumps({"op": "write", "path": "/ann/Documents", "name": "half"})
    body = (
        f'--b\r\nContent-Disposition: form-data; name="operation"\r\n\r\n{operation}\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="half"\r\n\r\nhal'
    )
    answer = await ann.post(
        "/batch", content=body.encode(), headers={"Content-Type": "multipart/form-data; boundary=b"}
    )
    assert answer.status_code in {218, 400}
    assert refused(await ann.post("/stat", json={"path": "/ann/Documents/half"}))[0] == 404
