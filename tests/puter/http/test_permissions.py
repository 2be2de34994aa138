"""What a person lets an app do, as the contract's strings say it, and what the app then may."""

import httpx

from support.daemons import Living
from support.puter import app_for, person, refused, upload

FILE = "/ann/Documents/a.txt"


async def test_an_app_may_what_it_was_given_and_no_longer(daemon: Living, ann: httpx.AsyncClient) -> None:
    await upload(ann, "/ann/Documents", {"a.txt": b"hello"})
    app, token = await app_for(daemon, "ann", "chess")
    wanted = [f"fs:{FILE}:read", "user:usr_ann:email:read"]
    async with person(daemon, token) as chess:
        assert refused(await chess.post("/stat", json={"path": FILE}))[0] == 404
        answer = await ann.post("/auth/grant-user-app", json={"app_uid": app, "permission": wanted[0]})
        assert (answer.status_code, answer.json()) == (200, {})
        assert (await chess.post("/stat", json={"path": FILE})).json()["name"] == "a.txt"
        held = await chess.post(
            "/auth/check-permissions", json={"permissions": [wanted[0], f"fs:{FILE}:write"]}
        )
        assert held.json()["permissions"] == {wanted[0]: True, f"fs:{FILE}:write": False}
        (row,) = (await ann.get("/auth/list-permissions")).json()["myself_to_app"]
        assert row["app_uid"] == app
        taken = await ann.post("/auth/revoke-user-app", json={"app_uid": "chess", "permission": wanted[0]})
        assert taken.status_code == 200
        assert refused(await chess.post("/stat", json={"path": FILE}))[0] == 404
        assert refused(
            await chess.post("/auth/grant-user-app", json={"app_uid": app, "permission": "a"})
        ) == (
            403,
            "forbidden",
        )


async def test_all_is_taken_from_an_app_at_once(daemon: Living, ann: httpx.AsyncClient) -> None:
    _, token = await app_for(daemon, "ann", "chess")
    me = (await ann.get("/whoami")).json()["uuid"]
    names = [f"user:{me}:email:read", "fs:/ann/Desktop:write", f"apps-of-user:{me}:read"]
    given = await ann.post("/auth/grant-user-app", json={"app_uid": "chess", "permissions": names})
    assert given.status_code == 200
    async with person(daemon, token) as chess:
        held = (await chess.post("/auth/check-permissions", json={"permissions": names})).json()
        assert held["permissions"] == dict.fromkeys(names, True)
        await ann.post("/auth/revoke-user-app", json={"app_uid": "chess", "permission": "*"})
        held = (await chess.post("/auth/check-permissions", json={"permissions": names})).json()
        assert held["permissions"] == dict.fromkeys(names, False)


async def test_a_developer_lends_names_and_no_files(daemon: Living, ann: httpx.AsyncClient) -> None:
    await app_for(daemon, "ann", "chess")
    lent = {"app_uid": "chess", "permission": "app-data:other:kv:read"}
    assert (await ann.post("/auth/grant-dev-app", json=lent)).status_code == 200
    assert (await ann.post("/auth/revoke-dev-app", json=lent)).status_code == 200
    files = {"app_uid": "chess", "permission": "fs:/ann/Desktop:read"}
    assert refused(await ann.post("/auth/grant-dev-app", json=files)) == (400, "bad_request")


async def test_calls_are_answered_by_who_may_call(daemon: Living, ann: httpx.AsyncClient) -> None:
    names = [
        "driver:puter-kvstore:set",
        "service:es:app:ii:puter-apps",
        "driver:puter-apps:create",
        "fs:nothing",
    ]
    _, token = await app_for(daemon, "ann", "chess")
    async with person(daemon, token) as chess:
        held = (await chess.post("/auth/check-permissions", json={"permissions": names})).json()
    assert list(held["permissions"].values()) == [True, True, False, False]


async def test_apps_are_known_by_the_origin_of_their_pages(ann: httpx.AsyncClient) -> None:
    named = {"origin": "http://elsewhere.example", "permission": "fs:/ann/Desktop:read"}
    assert (await ann.post("/auth/grant-user-app", json=named)).json() == {}
    (row,) = (await ann.get("/auth/list-permissions")).json()["myself_to_app"]
    allowed = {"app": row["app_uid"], "subject": "/ann/Desktop"}
    for mode, answer in (("list", True), ("write", False)):
        told = await ann.post("/auth/check-app-acl", json={**allowed, "mode": mode})
        assert told.json() == {"allowed": answer}
    assert refused(await ann.post("/auth/check-app-acl", json=allowed)) == (400, "bad_request")
    assert refused(await ann.post("/auth/grant-user-app", json={"permission": "a"})) == (400, "bad_request")


async def test_no_app_has_a_root_that_can_be_given(daemon: Living, ann: httpx.AsyncClient) -> None:
    await app_for(daemon, "ann", "chess")
    asked = {"app_uid": "chess", "access": "read"}
    assert refused(await ann.post("/auth/request-app-root-dir", json=asked)) == (403, "forbidden")


async def test_people_take_back_what_they_gave_one_another(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    share = {"recipients": ["bob"], "items": [{"path": "/ann/Documents"}]}
    await ann.post("/share", json=share)
    (row,) = (await bob.get("/auth/list-permissions")).json()["user_to_myself"]
    assert row["user"] == "ann"
    taken = {"target_username": "bob", "permission": row["permission"]}
    assert (await ann.post("/auth/revoke-user-user", json=taken)).json() == {}
    assert (await bob.get("/auth/list-permissions")).json()["user_to_myself"] == []
