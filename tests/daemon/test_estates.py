"""Somebody who owns something of everything leaves a whole daemon; on both databases."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Awaitable, Collection
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import anyio
import httpx
import sqlalchemy as sa
from anyio import to_thread

from ingle.accounts import store
from ingle.base.clock import SystemClock
from ingle.runtime.db import Database, make_engine, metadata
from support.boxes import box_installed
from support.daemons import Living, living
from support.waiting import wait_until

TELL_WHAT_WAS = {"audit", "facts"}  # logs: they forget by time
LARGE = b"large" * 100_000


@asynccontextmanager
async def at_home(daemon: Living, name: str) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.browser() as client:
        client.base_url = f"{daemon.served.url}/api/v1/"
        answer = await client.post("login", json={"name": name, "password": "correct horse"})
        assert answer.status_code == 200
        yield client


async def furnished(ann: httpx.AsyncClient) -> None:
    image = await told(ann.post("images", json={"how": "build", "base": "busybox"}))
    with anyio.fail_after(60):
        while image["state"] == "preparing":
            await anyio.sleep(0.05)
            image = await told(ann.get(f"images/{image['id']}"))
    await told(ann.post("machines", json={"image": "busybox", "name": "one"}))
    await told(ann.post("machines/one/snapshots", json={"name": "kept"}))
    await told(ann.put("me/rest", json={"warm_after": 5}))
    icon = "data:image/png;base64,AAAA"
    await told(ann.post("apps", json={"name": "chess", "index_url": "http://localhost:1/", "icon": icon}))
    await told(ann.put("kv/entry", json={"key": "color", "value": "red"}))
    await told(ann.post("notifications", json={"title": "tea"}))
    await told(ann.post("entities/box.tasks", json={"value": {"slug": "milk"}}))
    await told(ann.post("tokens", json={"name": "ci"}))
    await told(ann.put("files", params={"path": "~/Documents/a.txt"}, content=b"a"))
    large = await told(ann.put("files", params={"path": "~/large"}, content=LARGE))
    await told(ann.post("groups", json={"name": "team"}))
    await told(ann.post("links", json={"kind": "entry", "object": large["id"], "mode": "read"}))
    to_bob = {"kind": "entry", "object": large["id"], "to": {"kind": "user", "name": "bob"}, "mode": "read"}
    await told(ann.post("grants", json=to_bob))


async def told(answer: Awaitable[httpx.Response]) -> Any:
    got = await answer
    assert got.is_success, got.text
    return got.json() if got.content else None


def traces(database_url: str, user_id: str) -> Collection[str]:
    """Tables in which a row still names the person."""
    with closing(Database(make_engine(database_url))) as db:
        return [
            table.name
            for table in metadata.sorted_tables
            if table.name not in TELL_WHAT_WAS
            and db.read_now(lambda c, table=table: _names(c, table, user_id))  # type: ignore[misc] # mypy knows no default of a lambda
        ]


def _names(connection: sa.Connection, table: sa.Table, user_id: str) -> bool:
    texts = [column for column in table.c if isinstance(column.type, sa.Text | sa.String)]
    where = sa.or_(sa.false(), *(column.contains(user_id, autoescape=True) for column in texts))
    return connection.execute(sa.select(sa.literal(1)).select_from(table).where(where)).first() is not None


async def until_gone(database_url: str, user_id: str) -> None:
    """And nothing names them any more."""
    with closing(Database(make_engine(database_url))) as db:
        await to_thread.run_sync(lambda: wait_until(lambda: not db.read_now(store.list_leaving), timeout=120))
    assert traces(database_url, user_id) == []


@asynccontextmanager
async def house(tmp_path: Path, database_url: str = "") -> AsyncIterator[tuple[Living, httpx.AsyncClient]]:
    with box_installed():
        async with (
            living(tmp_path / "house", database_url=database_url) as daemon,
            daemon.served.operator() as operator,
        ):
            operator.base_url = "http://ingle/api/v1/"
            yield daemon, operator


async def test_whoever_owns_something_of_everything_leaves_nothing(database_url: str, tmp_path: Path) -> None:
    async with house(tmp_path, database_url) as (daemon, operator):
        for name in ("ann", "bob"):
            await told(operator.post("users", json={"name": name, "password": "correct horse"}))
        async with at_home(daemon, "ann") as ann, at_home(daemon, "bob") as bob:
            await furnished(ann)
            await told(bob.put("files", params={"path": "~/mine"}, content=b"mine"))
            user_id = (await told(ann.get("me")))["user"]["id"]
            assert len(traces(database_url, user_id)) > 10
            assert (await operator.delete("users/ann")).status_code == 204
            assert (await ann.get("me")).status_code == 401
            assert (await operator.get("users/ann")).status_code == 404
            await until_gone(database_url, user_id)
            assert (await bob.get("files", params={"path": "~/mine"})).content == b"mine"
            assert list((tmp_path / "house" / "machines").iterdir()) == []
        await told(operator.post("users", json={"name": "ann", "password": "correct horse"}))


async def test_a_removal_that_was_cut_off_goes_on_with_the_next_daemon(
    database_url: str, tmp_path: Path
) -> None:
    async with house(tmp_path, database_url) as (daemon, operator):
        for name in ("ann", "bob"):
            await told(operator.post("users", json={"name": name, "password": "correct horse"}))
        async with at_home(daemon, "ann") as ann:
            await furnished(ann)
            user_id = (await told(ann.get("me")))["user"]["id"]
    with closing(Database(make_engine(database_url))) as db:

        def leave(connection: sa.Connection) -> None:
            """What is recorded first, and nothing after it."""
            store.forget_person(connection, user_id)
            store.leave(connection, user_id, SystemClock().now())

        db.write_now(leave)
    async with house(tmp_path, database_url):
        await until_gone(database_url, user_id)


async def test_a_person_takes_everything_along(tmp_path: Path) -> None:
    async with house(tmp_path) as (daemon, operator):
        for name in ("ann", "bob"):
            await told(operator.post("users", json={"name": name, "password": "correct horse"}))
        async with at_home(daemon, "ann") as ann:
            await furnished(ann)
            archive = (await ann.get("me/export")).content
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert opened.read("files/tree/large") == LARGE
        assert opened.read("files/tree/Documents/a.txt") == b"a"
        assert json.loads(opened.read("kv/own.jsonl")) == {
            "key": "color",
            "value": "red",
            "expires_at_ms": None,
            "private": False,
        }
        told_of = {
            name: [one[field] for one in json.loads(opened.read(name))]
            for name, field in (
                ("machines/machines.json", "name"),
                ("machines/snapshots.json", "name"),
                ("images/images.json", "name"),
                ("apps/own.json", "name"),
                ("notifications/notifications.json", "title"),
                ("account/tokens.json", "name"),
            )
        }
        assert [names for (names,) in told_of.values()] == ["one", "kept", "busybox", "chess", "tea", "ci"]
        assert json.loads(opened.read("entities/box.tasks.jsonl"))["value"]["slug"] == "milk"
        assert opened.read("apps/icons/chess") == b"\0\0\0"
