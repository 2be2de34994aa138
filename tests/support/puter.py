"""People who come as the clients of Puter's contract do: with a token."""

import httpx

from support.daemons import Living

PASSWORD = "correct horse"


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
    return str(answer.json()["token"])
