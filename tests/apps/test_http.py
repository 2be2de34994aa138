"""Apps through the doors of a whole daemon."""

import base64
import json

import anyio
import httpx
import pytest
from websockets.asyncio.client import connect

from support.daemons import Living

PATIENCE = 60.0  # seconds
CHESS = {"name": "chess", "index_url": "http://localhost:9000/", "types": [".pgn"]}
APPS_MAY = [
    "ai:use",
    "apps:read",
    "files:read",
    "files:write",
    "kv:read",
    "kv:write",
    "notifications:create",
    "permissions:check",
    "sites:read",
    "sites:write",
]
ICON = "data:image/svg+xml;base64," + base64.b64encode(b"<svg/>").decode()


async def make(client: httpx.AsyncClient, **fields: object) -> dict[str, object]:
    answer = await client.post("apps", json={**CHESS, **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, object] = answer.json()
    return made


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_an_app_is_registered_changed_and_removed(ann: httpx.AsyncClient) -> None:
    made = await make(ann, icon=ICON, metadata={"window_size": {"width": 400}})
    assert (made["title"], made["visibility"], made["mine"], made["people"]) == ("chess", "private", True, 0)
    icon = await ann.get(f"http://{ann.base_url.host}:{ann.base_url.port}{made['icon']}")
    assert (icon.headers["content-type"], icon.content) == ("image/svg+xml", b"<svg/>")
    assert "sandbox" in icon.headers["content-security-policy"]
    changed = (await ann.patch("apps/CHESS", json={"name": "chess2", "title": "Chess", "icon": ""})).json()
    assert changed["id"] == made["id"]
    assert (changed["name"], changed["title"], "icon" in changed) == ("chess2", "Chess", False)
    assert changed["metadata"] == {"window_size": {"width": 400}}
    assert told(await ann.get(f"apps/{made['id']}/icon")) == (404, "app_not_found")
    assert (await ann.delete("apps/chess2")).status_code == 204
    assert told(await ann.get("apps/chess2")) == (404, "app_not_found")
    assert (await ann.get("apps")).json()["items"] == []


async def test_names_are_unique_whatever_their_case_and_can_give_way(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    await make(ann)
    assert (await bob.get("apps/names/Chess")).json() == {"name": "Chess", "available": False}
    assert told(await bob.post("apps", json={**CHESS, "name": "CHESS"})) == (409, "app_name_taken")
    assert (await make(bob, dedupe_name=True))["name"] == "chess-1"
    assert told(await bob.patch("apps/chess-1", json={"name": "chess"})) == (409, "app_name_taken")
    assert (await bob.get("apps/chess-1")).json()["types"] == [".pgn"]


async def test_a_private_app_is_not_found_by_others_and_nobody_elses_can_be_changed(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    await make(ann)
    for method, path in (
        ("GET", "apps/chess"),
        ("GET", "apps/chess/icon"),
        ("PATCH", "apps/chess"),
        ("DELETE", "apps/chess"),
        ("PUT", "apps/chess/installed"),
        ("POST", "apps/chess/opened"),
        ("POST", "apps/chess/token"),
        ("DELETE", "apps/chess/token"),
    ):
        answer = await bob.request(method, path, **({"json": {}} if method == "PATCH" else {}))
        assert told(answer) == (404, "app_not_found"), path
    await ann.patch("apps/chess", json={"visibility": "unlisted"})
    seen = (await bob.get("apps/chess")).json()
    assert ("mine" in seen, "people" in seen) == (False, False)
    assert told(await bob.patch("apps/chess", json={"title": "mine"})) == (404, "app_not_found")
    assert told(await bob.delete("apps/chess")) == (404, "app_not_found")


async def test_only_an_admin_offers_an_app_to_everybody(
    operator: httpx.AsyncClient, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    await make(ann, title="A game of Kings")
    assert told(await ann.patch("apps/chess", json={"visibility": "listed"})) == (403, "app_listing_denied")
    assert (await operator.patch("apps/chess", json={"visibility": "listed"})).status_code == 200
    found = (await bob.get("apps/store", params={"q": "kings GAME"})).json()["items"]
    assert [one["name"] for one in found] == ["chess"]
    assert (await bob.get("apps/store", params={"q": "100%"})).json()["items"] == []


async def test_a_launcher_offers_what_was_opened_installed_and_listed(
    operator: httpx.AsyncClient, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    for name in ("one", "two", "three"):
        await make(operator, name=name, visibility="listed")
    for name in ("two", "three", "two"):
        assert (await bob.post(f"apps/{name}/opened")).status_code == 204
    await bob.put("apps/one/installed")
    found = (await bob.get("apps/launchers")).json()
    names = {kind: [one["name"] for one in apps] for kind, apps in found.items()}
    assert (names["recent"], names["installed"]) == (["two", "three"], ["one"])
    assert names["recommended"] == ["three", "two", "one"]
    assert (await operator.get("apps/two")).json()["people"] == 1
    await bob.delete("apps/one/installed")
    assert (await bob.get("apps/launchers")).json()["installed"] == []


async def test_whoever_finds_an_app_is_told_who_made_it_and_its_maker_how_it_fares(
    operator: httpx.AsyncClient, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    assert (await make(ann))["maker"] == "Ann"
    await operator.patch("apps/chess", json={"visibility": "listed"})
    for _ in range(2):
        await bob.post("apps/chess/opened")
    (offered,) = (await bob.get("apps/store")).json()["items"]
    assert (offered["maker"], "opens" in offered, "people" in offered) == ("Ann", False, False)
    (recent,) = (await bob.get("apps/launchers")).json()["recent"]
    assert recent["maker"] == "Ann"
    own = (await ann.get("apps/chess")).json()
    assert (own["maker"], own["opens"], own["people"]) == ("Ann", 2, 1)
    page = (await bob.post("apps/origins", json={"origin": "https://nobodys.example"})).json()
    assert "maker" not in page


async def test_having_an_app_is_told_to_its_person_wherever_they_look(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    app = await make(ann, visibility="unlisted")
    secret = (await bob.post("tokens", json={"name": "another browser"})).json()["secret"]
    told_bob: list[tuple[str, str, bool]] = []
    async with connect(
        f"{daemon.served.ws_url}/api/v1/events", additional_headers={"Authorization": f"Bearer {secret}"}
    ) as socket:
        with anyio.fail_after(PATIENCE):
            await socket.recv()  # that it is open
            await bob.put("apps/chess/installed")
            await bob.delete("apps/chess/installed")
            for _ in range(2):
                fact = json.loads(await socket.recv())
                told_bob.append((fact["type"], fact["subject"], fact["data"].get("installed", False)))
    assert told_bob == [("app.changed", app["id"], True), ("app.changed", app["id"], False)]


async def test_a_file_is_opened_by_what_was_chosen_for_it(
    operator: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    await make(operator, name="notes", visibility="listed", types=[".md"])
    await make(operator, name="words", visibility="listed", types=["text/*"])
    await make(operator, name="hidden", types=[".md"])

    async def openers() -> list[str]:
        asked = {"name": "a.md", "media_type": "text/markdown"}
        return [one["name"] for one in (await bob.get("apps/openers", params=asked)).json()["items"]]

    assert await openers() == ["notes", "words"]
    assert (await bob.put("apps/defaults/text/markdown", json={"app": "words"})).status_code == 200
    assert await openers() == ["words", "notes"]
    await bob.delete("apps/defaults/text/markdown")
    assert await openers() == ["notes", "words"]
    assert told(await bob.put("apps/defaults/.md", json={"app": "hidden"})) == (404, "app_not_found")


async def test_pages_of_an_origin_are_one_app_for_everybody(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    mine = (await ann.post("apps/origins", json={"origin": "https://game.example/x"})).json()
    theirs = (await bob.post("apps/origins", json={"origin": "https://GAME.example"})).json()
    assert mine["id"] == theirs["id"]
    assert (mine["origin"], "mine" in mine) == ("https://game.example", False)
    assert told(await ann.delete(f"apps/{mine['id']}")) == (404, "app_not_found")


async def test_an_app_acts_for_a_person_until_that_ends(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    made = await make(ann, visibility="unlisted")
    token = (await bob.post("apps/chess/token")).json()
    payload = token["secret"].split(".")[1]
    assert json.loads(base64.urlsafe_b64decode(payload + "==")) == {"app_uid": made["id"]}
    async with daemon.served.program() as program:
        program.base_url = f"{daemon.served.url}/api/v1/"
        program.headers["Authorization"] = f"Bearer {token['secret']}"
        me = (await program.get("me")).json()
        assert (me["user"]["name"], me["via"], me["scopes"]) == ("Bob", "app", APPS_MAY)
        assert told(await program.get("machines")) == (403, "scope_missing")
        assert told(await program.post("apps/chess/token")) == (403, "scope_missing")
        assert (await bob.get("tokens")).json()["items"] == []
        await bob.delete("apps/chess/token")
        assert told(await program.get("me")) == (401, "credential_refused")
        program.headers["Authorization"] = f"Bearer {(await bob.post('apps/chess/token')).json()['secret']}"
        assert (await program.get("me")).status_code == 200
        await ann.delete("apps/chess")
        assert told(await program.get("me")) == (401, "credential_refused")


async def test_an_admins_app_is_no_admin(daemon: Living, operator: httpx.AsyncClient) -> None:
    await make(operator)
    secret = (await operator.post("apps/chess/token")).json()["secret"]
    async with daemon.served.program() as program:
        answer = await program.get("/api/v1/users", headers={"Authorization": f"Bearer {secret}"})
    assert told(answer) == (403, "scope_missing")


async def test_the_oldest_of_too_many_tokens_ends(daemon: Living, ann: httpx.AsyncClient) -> None:
    await make(ann)
    secrets = [(await ann.post("apps/chess/token")).json()["secret"] for _ in range(21)]
    async with daemon.served.program() as program:
        codes = [
            (await program.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})).status_code
            for secret in (secrets[0], secrets[1], secrets[-1])
        ]
    assert codes == [401, 200, 200]


async def test_a_person_has_so_many_apps_at_most(ann: httpx.AsyncClient) -> None:
    for number in range(5):
        await make(ann, name=f"app{number}")
    assert told(await ann.post("apps", json=CHESS)) == (507, "apps_full")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "terminal"},
        {"index_url": "javascript:1"},
        {"title": "x" * 101},
        {"title": "a\x1b[0m"},
        {"icon": "http://a"},
        {"types": ["x"]},
        {"metadata": {"a": "x" * 20000}},
        {"visibility": "public"},
        {"extra": 1},
    ],
)
async def test_what_an_app_cannot_be_is_refused(ann: httpx.AsyncClient, wrong: dict[str, object]) -> None:
    assert (await ann.post("apps", json={**CHESS, **wrong})).status_code == 400
