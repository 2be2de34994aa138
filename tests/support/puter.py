"""People who come as the clients of Puter's contract do: with a token."""

import json
from typing import Any

import httpx

from ingle.files import Entry
from support.daemons import Living

PASSWORD = "correct horse"
DIRECTORY_ID, FILE_ID = "ent_01jd8c7q4x9k2mzv5t3b6h0rnw", "ent_01jd8c7q4x9k2mzv5t3b6h0rnx"


def person(daemon: Living, token: str) -> httpx.AsyncClient:
    """A program with somebody's token."""
    client: httpx.AsyncClient = daemon.served.program()
    client.headers["Authorization"] = f"Bearer {token}"
    return client


async def token_for(name: str, operator: httpx.AsyncClient) -> str:
    """Of a new person."""
    made = await operator.post("/api/v1/users", json={"name": name, "password": PASSWORD})
    assert made.status_code == 201, made.text
    answer = await operator.post("/login", json={"username": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    operator.cookies.clear()
    return str(answer.json()["token"])


async def upload(
    client: httpx.AsyncClient, directory: str, files: dict[str, bytes], **terms: Any
) -> httpx.Response:
    """As the SDK does it from programs."""
    form: list[tuple[str, Any]] = [("operation_id", (None, "1"))]
    for name, data in files.items():
        about = {"name": name, "type": "", "size": len(data)}
        form.append(("fileinfo", (None, json.dumps(about))))
    for name in files:
        operation = {"op": "write", "path": directory, "name": name, **terms}
        form.append(("operation", (None, json.dumps(operation))))
    form += [("file", (name, data)) for name, data in files.items()]
    return await client.post("/batch", files=form)


def entry(**fields: object) -> Entry:
    told: dict[str, object] = {
        "id": FILE_ID,
        "tree": "usr_1",
        "parent": DIRECTORY_ID,
        "name": "a.txt",
        "kind": "file",
        "size": 5,
        "content": "cnt_1",
        "target": None,
        "media_type": "",
        "created_us": 1_000_000,
        "modified_us": 2_500_000,
        "immutable": False,
        "metadata": None,
        "trashed_us": None,
        "home": None,
        "home_name": None,
    }
    return Entry(**{**told, **fields})  # type: ignore[arg-type] # the test's own words


async def call(client: httpx.AsyncClient, interface: str, method: str, **arguments: Any) -> httpx.Response:
    """As the SDK does it: JSON that is said to be plain text."""
    body = {"interface": interface, "method": method, "args": arguments}
    return await client.post(
        "/drivers/call", content=json.dumps(body), headers={"Content-Type": "text/plain;actually=json"}
    )


async def result(client: httpx.AsyncClient, interface: str, method: str, **arguments: Any) -> Any:
    """What a call answers that goes well."""
    answer = await call(client, interface, method, **arguments)
    assert answer.status_code == 200, answer.text
    assert answer.json()["success"] is True
    return answer.json()["result"]


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Its status and its code."""
    return answer.status_code, answer.json()["code"]


async def app_for(daemon: Living, name: str, app: str) -> tuple[str, str]:
    """The id of a new app of this person's, and a token by which it acts for them."""
    async with daemon.served.browser() as page:
        await page.post("/api/v1/login", json={"name": name, "password": PASSWORD})
        made = await page.post("/api/v1/apps", json={"name": app, "index_url": f"http://{app}.example/"})
        assert made.status_code == 201, made.text
        token = await page.post(f"/api/v1/apps/{app}/token")
        return made.json()["id"], token.json()["secret"]
