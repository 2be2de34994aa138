"""Apps that act for somebody, tokens for one purpose, signed addresses, and the list of all of them; on a real daemon."""

import base64
import json
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from support.daemons import Living
from support.puter import person, upload


async def app_of(
    client: httpx.AsyncClient, daemon: Living, origin: str = "http://app.example"
) -> httpx.AsyncClient:
    """A program that acts as an app for whom the client is."""
    answer = await client.post("/auth/get-user-app-token", json={"origin": origin})
    assert answer.status_code == 200, answer.text
    return person(daemon, answer.json()["token"])


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


async def written(client: httpx.AsyncClient, name: str, data: bytes = b"hello") -> dict[str, Any]:
    results = (await upload(client, "~/Documents", {name: data})).json()["results"]
    return dict(results[0])


async def test_an_app_has_a_token_that_says_which_it_is(ann: httpx.AsyncClient, daemon: Living) -> None:
    uid = (await ann.post("/auth/app-uid-from-origin", json={"origin": "http://app.example"})).json()["uid"]
    asked = {"origin": "http://app.example"}
    assert (await ann.post("/auth/check-app", json=asked)).json() == {"app_uid": uid, "authenticated": False}
    answer = (await ann.post("/auth/get-user-app-token", json={"app_uid": uid})).json()
    payload = answer["token"].split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["app_uid"] == uid
    assert (await ann.post("/auth/check-app", json=asked)).json()["authenticated"] is True
    async with person(daemon, answer["token"]) as app:
        assert (await app.get("/whoami")).json()["app_name"] == uid
        assert (await app.post("/rao", json={})).status_code == 200
        assert refused(await app.post("/auth/get-user-app-token", json={"app_uid": uid})) == (
            403,
            "forbidden",
        )


async def test_an_app_has_its_own_directory_and_no_other(ann: httpx.AsyncClient, daemon: Living) -> None:
    await written(ann, "private.txt")
    async with await app_of(ann, daemon) as app:
        uid = (await app.get("/whoami")).json()["app_name"]
        own = await upload(app, f"~/AppData/{uid}", {"a.txt": b"mine"})
        assert own.json()["results"][0]["appdata_app"] == uid
        assert refused(await app.post("/stat", json={"path": "~/Documents/private.txt"}))[0] == 404
        assert [one["name"] for one in (await app.post("/search", json={"query": "txt"})).json()] == ["a.txt"]


async def test_a_token_reads_what_it_was_made_for(
    ann: httpx.AsyncClient, nobody: httpx.AsyncClient, daemon: Living
) -> None:
    file, other = await written(ann, "a.txt"), await written(ann, "b.txt")
    asked = {"permissions": [f"fs:{file['uid']}:read"], "expiresIn": "24h"}
    token = (await ann.post("/auth/create-access-token", json=asked)).json()["token"]
    read = await nobody.get("/token-read", params={"uid": file["uid"], "token": token})
    assert (read.status_code, read.content, read.headers["content-type"]) == (
        200,
        b"hello",
        "text/plain; charset=utf-8",
    )
    assert refused(await nobody.get("/token-read", params={"uid": other["uid"], "token": token}))[0] == 404
    async with person(daemon, token) as holder:
        assert refused(await holder.post("/delete", json={"uid": file["uid"]}))[0] in {403, 404}
        assert refused(await holder.get("/auth/list-sessions"))[0] == 403
    url = f"http://here/token-read?uid={file['uid']}&token={token}"
    assert (await ann.post("/auth/revoke-access-token", json={"tokenOrUuid": url})).json() == {"ok": True}
    gone = await nobody.get("/token-read", params={"uid": file["uid"], "token": token})
    assert refused(gone) == (401, "token_auth_failed")


async def test_an_app_hands_on_what_it_may_read_and_nothing_else(
    ann: httpx.AsyncClient, nobody: httpx.AsyncClient, daemon: Living
) -> None:
    private = await written(ann, "private.txt")
    async with await app_of(ann, daemon) as app:
        uid = (await app.get("/whoami")).json()["app_name"]
        own = (await upload(app, f"~/AppData/{uid}", {"a.txt": b"mine"})).json()["results"][0]
        asked = {"permissions": [f"fs:{own['uid']}:read"]}
        token = (await app.post("/auth/create-access-token", json=asked)).json()["token"]
        read = await nobody.get("/token-read", params={"uid": own["uid"], "token": token})
        assert read.content == b"mine"
        for wanted in (f"fs:{private['uid']}:read", "full-api-access", "driver:puter-kvstore"):
            answer = await app.post("/auth/create-access-token", json={"permissions": [wanted]})
            assert answer.status_code in {403, 404}, wanted


async def test_signed_addresses_need_no_token(ann: httpx.AsyncClient, nobody: httpx.AsyncClient) -> None:
    file = await written(ann, "a.txt")
    items = [{"uid": file["uid"], "action": "write"}, {"path": file["path"]}, {"path": "~/nothing"}]
    answer = (await ann.post("/sign", json={"items": items})).json()["signatures"]
    assert answer[2] == {}
    assert "write_url" not in answer[1]
    writable, readable = answer[:2]
    assert (await nobody.get(path_of(readable["read_url"]))).content == b"hello"
    form = {"file": ("a.txt", b"changed")}
    again = await nobody.post(path_of(writable["write_url"]), files=form)
    assert again.json()["fsentry_size"] == 7
    assert (await nobody.get(path_of(writable["read_url"]))).content == b"changed"
    forged = path_of(readable["read_url"]).replace("/file?", "/writeFile?")
    assert refused(await nobody.post(forged, files=form)) == (403, "forbidden")
    renamed = await nobody.post(path_of(writable["write_url"]) + "&operation=rename&new_name=b.txt")
    assert renamed.json()["fsentry_name"] == "b.txt"
    gone = await nobody.post(path_of(writable["write_url"]) + "&operation=trash")
    assert gone.json()["path"] == "/ann/Trash/b.txt"


async def test_what_is_signed_for_an_app_is_granted_to_it(ann: httpx.AsyncClient, daemon: Living) -> None:
    file = await written(ann, "a.txt")
    app_uid = (await ann.post("/auth/app-uid-from-origin", json={"origin": "http://app.example"})).json()[
        "uid"
    ]
    told = (await ann.post("/sign", json={"app_uid": app_uid, "items": [{"uid": file["uid"]}]})).json()
    async with person(daemon, told["token"]) as app:
        assert (await app.get("/read", params={"file": file["uid"]})).content == b"hello"
        assert refused(await app.post("/delete", json={"uid": file["uid"]}))[0] == 404


async def test_a_signature_ends_with_what_its_signer_may(
    ann: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    file = await written(ann, "a.txt")
    told = (await ann.post("/sign", json={"items": [{"uid": file["uid"]}]})).json()["signatures"][0]
    await ann.post("/delete", json={"uid": file["uid"]})
    assert refused(await nobody.get(path_of(told["read_url"]))) == (404, "subject_does_not_exist")


async def test_a_write_address_of_a_directory_takes_new_files(
    ann: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    items = [{"path": "~/Documents", "action": "write"}]
    told = (await ann.post("/sign", json={"items": items})).json()["signatures"][0]
    url = path_of(told["write_url"])
    made = await nobody.post(f"{url}&operation=mkdir&name=dir")
    assert made.json()["path"] == "/ann/Documents/dir"
    put = await nobody.post(url, files={"file": ("new.txt", b"x")})
    assert put.json()["path"] == "/ann/Documents/new.txt"
    outside = await nobody.post(f"{url}&operation=mkdir&name=../../bob")
    assert outside.status_code == 400
    assert refused(await nobody.post(f"{url}&operation=explode")) == (400, "bad_request")


async def test_all_ways_in_are_listed_and_ended(ann: httpx.AsyncClient, daemon: Living) -> None:
    async with await app_of(ann, daemon) as app:
        listed = (await ann.get("/auth/list-sessions")).json()
        assert [(one["kind"], one["current"]) for one in listed] == [("web", True), ("app", False)]
        labelled = await ann.patch(f"/auth/sessions/{listed[0]['uuid']}/label", json={"label": "mine"})
        assert labelled.status_code == 200
        left = (await ann.post("/auth/revoke-session", json={"uuid": listed[1]["uuid"]})).json()["sessions"]
        assert [(one["kind"], one["label"]) for one in left] == [("web", "mine")]
        assert refused(await app.get("/whoami")) == (401, "token_auth_failed")
    await ann.post("/auth/revoke-all-sessions", json={"include_current": True, "include_apps": True})
    assert refused(await ann.get("/whoami")) == (401, "token_auth_failed")


@pytest.mark.parametrize("path", ["/auth/revoke-session", "/auth/sessions/ses_x/label"])
async def test_anothers_sessions_are_not_there(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient, path: str
) -> None:
    listed = (await ann.get("/auth/list-sessions")).json()
    uuid = listed[0]["uuid"]
    method = "PATCH" if "label" in path else "POST"
    answer = await bob.request(method, path.replace("ses_x", uuid), json={"uuid": uuid, "label": "x"})
    assert answer.status_code == 404
