"""What admins change of somebody, and which of their ways in they end."""

import httpx

from support.daemons import Living


async def deeds_of(operator: httpx.AsyncClient, name: str) -> list[tuple[str, str]]:
    """Of one moment there is no order."""
    found = (await operator.get("/api/v1/audit", params={"user": name})).json()["items"]
    return sorted((one["action"], one["detail"]) for one in found)


async def test_somebody_is_made_an_admin_and_is_one_no_longer(
    daemon: Living, operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    assert (await ann.get("/api/v1/users")).status_code == 403
    refused = await ann.patch("/api/v1/users/ann", json={"admin": True})
    assert refused.status_code == 403
    made = await operator.patch("/api/v1/users/ann", json={"admin": True})
    assert made.json()["admin"] is True
    assert (await ann.get("/api/v1/users")).status_code == 200
    assert (await operator.patch("/api/v1/users/ann", json={"admin": False})).json()["admin"] is False
    assert (await ann.get("/api/v1/users")).status_code == 403
    assert (await ann.get("/api/v1/me")).status_code == 200
    found = await deeds_of(operator, made.json()["id"])
    assert [action for action, _ in found if "admin" in action] == ["admin_made", "admin_unmade"]


async def test_the_last_admin_stays_one(operator: httpx.AsyncClient, ann: httpx.AsyncClient) -> None:
    refused = await operator.patch("/api/v1/users/admin", json={"admin": False, "name": "root"})
    assert (refused.status_code, refused.json()["code"]) == (409, "user_in_use")
    assert (await operator.get("/api/v1/users/admin")).json()["name"] == "admin"
    # One who is suspended cannot come in, so does not count.
    await operator.patch("/api/v1/users/ann", json={"admin": True})
    await operator.put("/api/v1/users/ann/suspension", json={"suspended": True})
    assert (await operator.patch("/api/v1/users/admin", json={"admin": False})).status_code == 409
    await operator.patch("/api/v1/users/ann", json={"admin": False})


async def test_names_and_addresses_are_changed_or_nothing_is(
    operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    asked = {"name": "anna", "email": "anna@example.com"}
    changed = (await operator.patch("/api/v1/users/ann", json=asked)).json()
    assert (changed["name"], changed["email"], changed["email_confirmed"]) == (*asked.values(), True)
    assert (await ann.get("/api/v1/me")).json()["user"]["name"] == "anna"
    taken = await operator.patch("/api/v1/users/anna", json={"email": "", "name": "admin"})
    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    assert (await operator.patch("/api/v1/users/anna", json={"email": "nowhere"})).status_code == 400
    assert (await operator.get("/api/v1/users/anna")).json()["email"] == "anna@example.com"
    assert (await operator.patch("/api/v1/users/anna", json={"email": ""})).json()["email"] is None
    found = await deeds_of(operator, changed["id"])
    assert [one for one in found if one[0] in {"renamed", "email_set"}] == [
        ("email_set", ""),
        ("email_set", "anna@example.com"),
        ("renamed", "Ann"),
    ]


async def test_somebodys_sessions_and_tokens_end_at_once(
    daemon: Living, operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    made = (await ann.post("/api/v1/tokens", json={"name": "robot"})).json()
    of_ann = "/api/v1/users/ann"
    [token] = (await operator.get(f"{of_ann}/tokens")).json()["items"]
    assert (token["id"], token["name"], "secret" in token) == (made["token"]["id"], "robot", False)
    assert (await ann.get(f"{of_ann}/tokens")).status_code == 403
    assert (await operator.delete(f"/api/v1/users/admin/tokens/{token['id']}")).status_code == 404
    assert (await operator.delete(f"{of_ann}/tokens/{token['id']}")).status_code == 204
    async with daemon.served.program() as robot:
        robot.headers["Authorization"] = f"Bearer {made['secret']}"
        assert (await robot.get("/api/v1/me")).status_code == 401

    [session] = (await operator.get(f"{of_ann}/sessions")).json()["items"]
    assert (await operator.delete(f"{of_ann}/sessions/{session['id']}")).status_code == 204
    assert (await ann.get("/api/v1/me")).status_code == 401
    ann.cookies.clear()
    await ann.post("/api/v1/login", json={"name": "ann", "password": "correct horse"})
    assert (await operator.delete(f"{of_ann}/sessions")).status_code == 204
    assert (await ann.get("/api/v1/me")).status_code == 401
    assert (await operator.get("/api/v1/users/nobody/sessions")).status_code == 404
    user = (await operator.get(of_ann)).json()["id"]
    revoked = [action for action, _ in await deeds_of(operator, user) if "revoked" in action]
    assert revoked == ["session_revoked", "sessions_revoked", "token_revoked"]
