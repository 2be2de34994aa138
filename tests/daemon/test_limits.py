"""A person's limits on the whole daemon, over HTTP and on both databases: many at once, and changed by an admin meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx

from support.daemons import Living, living

MACHINES = "/api/v1/machines"
LIMITS = "/api/v1/users/ann/limits"


@asynccontextmanager
async def ann_with_an_image(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    person = {"name": "ann", "password": "correct horse"}
    async with daemon.served.operator() as operator:
        await operator.post("/api/v1/users", json=person)
    async with daemon.served.browser() as ann:
        ann.timeout = httpx.Timeout(60)
        await ann.post("/api/v1/login", json=person)
        image = (await ann.post("/api/v1/images", json={"how": "build", "base": "busybox"})).json()
        with anyio.fail_after(60):
            while image["state"] == "preparing":
                await anyio.sleep(0.05)
                image = (await ann.get(f"/api/v1/images/{image['id']}")).json()
        assert image["state"] == "ready", image
        yield ann


async def create(ann: httpx.AsyncClient, numbers: range) -> list[httpx.Response]:
    """All at once; the answers."""
    answers: list[httpx.Response] = []

    async def ask(number: int) -> None:
        answers.append(await ann.post(MACHINES, json={"image": "busybox", "name": f"m{number}"}))

    async with anyio.create_task_group() as group:
        for number in numbers:
            group.start_soon(ask, number)
    return answers


def statuses(answers: list[httpx.Response]) -> dict[int, int]:
    found = [answer.status_code for answer in answers]
    return {status: found.count(status) for status in found}


async def test_limits_hold_exactly_and_are_edited_live(database_url: str, tmp_path: Path) -> None:
    async with (
        living(tmp_path, database_url=database_url) as daemon,
        daemon.served.operator() as operator,
        ann_with_an_image(daemon) as ann,
    ):
        await operator.put(LIMITS, json={"machines": 3})
        answers = await create(ann, range(20))
        assert statuses(answers) == {201: 3, 507: 17}
        refusal: dict[str, Any] = next(answer for answer in answers if answer.status_code == 507).json()
        assert (refusal["code"], refusal["kind"]) == ("limit_reached", "exhausted")
        assert refusal["fields"]["limit"] == "machines"
        assert "you have 3 machines and may have 3" in refusal["detail"]

        await operator.put(LIMITS, json={"machines": 5, "memory_mib": 4 * 512})
        assert statuses(await create(ann, range(20, 30))) == {201: 1, 507: 9}
        usage = {"machines": 4, "vcpus": 4, "memory_mib": 2048, "disk_mib": 4 * 4096, "snapshots": 0}
        usage["storage_mib"] = 0
        assert (await ann.get("/api/v1/me/usage")).json() == usage
        assert (await operator.get("/api/v1/users/ann/usage")).json() == usage

        await operator.put(LIMITS, json={"machines": 1})
        names = [one["name"] for one in (await ann.get(MACHINES)).json()["items"]]
        for name in names[:3]:
            assert (await ann.delete(f"{MACHINES}/{name}", params={"force": True})).status_code == 204
        assert statuses(await create(ann, range(30, 33))) == {507: 3}
        assert (await ann.delete(f"{MACHINES}/{names[3]}", params={"force": True})).status_code == 204
        assert statuses(await create(ann, range(33, 36))) == {201: 1, 507: 2}


async def test_settings_share_the_host(tmp_path: Path) -> None:
    """The fake engine's computer has 256 cores."""
    share = {"host": {"vcpu_ratio": 1 / 128}}
    async with (
        living(tmp_path, machines=share) as daemon,
        ann_with_an_image(daemon) as ann,
    ):
        answers = await create(ann, range(6))
        assert statuses(answers) == {201: 2, 507: 4}
        refusal = next(answer for answer in answers if answer.status_code == 507).json()
        assert refusal["code"] == "host_full"
        assert refusal["fields"] == {"what": "vcpus", "free": 0, "wanted": 1}
