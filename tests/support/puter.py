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
