"""How many statements each of the requests that are asked most tells the database: of a daemon in this process, one request after the other."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from support.daemons import living

TIMES = 9  # each is asked; what runs beside it (the search's index) can only add to what is counted
LISTED = 200
_OF_TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")

Ask = Callable[[], Awaitable[httpx.Response]]


async def statements_of_requests(folder: Path) -> Mapping[str, int]:
    """The least of several, by the request's name."""
    async with _furnished(folder) as asks:
        return {name: await _least(ask) for name, ask in asks.items()}


@asynccontextmanager
async def _furnished(folder: Path) -> AsyncIterator[Mapping[str, Ask]]:
    async with living(folder) as daemon, daemon.served.operator() as operator:
        made = await operator.post("/api/v1/tokens", json={"name": "counted"})
        async with daemon.served.program() as client:
            client.base_url = f"{daemon.served.url}/api/v1/"
            client.headers["Authorization"] = f"Bearer {made.json()['secret']}"
            home = "/admin/Documents/counted"
            await client.post("files/mkdir", json={"path": f"{home}/read", "parents": True})
            await client.post("files/mkdir", json={"path": f"{home}/made"})
            for number in range(LISTED):
                await client.put("files", params={"path": f"{home}/read/{number:03}"}, content=b"x" * 4096)
            await client.put("kv/entry", json={"key": "counted", "value": "x"})
            yield _asks(client, home)


def _asks(client: httpx.AsyncClient, home: str) -> Mapping[str, Ask]:
    fresh = count()

    def put(path: str) -> Awaitable[httpx.Response]:
        return client.put("files", params={"path": path}, content=b"y" * 4096)

    return {
        "whoami": lambda: client.get("me"),
        "stat": lambda: client.get("files/stat", params={"path": f"{home}/read/100"}),
        f"list of {LISTED}": lambda: client.get(
            "files/list", params={"path": f"{home}/read", "limit": LISTED}
        ),
        "write 4 KB": lambda: put(f"{home}/made/{next(fresh)}"),
        "overwrite 4 KB": lambda: put(f"{home}/read/100"),
        "read 4 KB": lambda: client.get("files", params={"path": f"{home}/read/101"}),
        "mkdir": lambda: client.post("files/mkdir", json={"path": f"{home}/made/{next(fresh)}"}),
        "kv set": lambda: client.put("kv/entry", json={"key": "counted", "value": f"{next(fresh)}"}),
        "kv get": lambda: client.get("kv/entry", params={"key": "counted"}),
    }


async def _least(ask: Ask) -> int:
    (await ask()).raise_for_status()  # what is kept of it afterwards is for those who ask again
    counted = []
    for _ in range(TIMES):
        with _heard() as statements:
            (await ask()).raise_for_status()
        counted.append(len(statements))
    return min(counted)


@contextmanager
def _heard() -> Iterator[list[str]]:
    """The statements of all databases meanwhile, but for those of transactions themselves."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(_OF_TRANSACTIONS):
            statements.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
