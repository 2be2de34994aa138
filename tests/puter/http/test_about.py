"""Whether it is there, and what it is."""

import httpx

from ingle import __version__
from support.daemons import Living
from support.puter import person, refused


async def test_its_version_is_told(nobody: httpx.AsyncClient) -> None:
    told = (await nobody.get("/version")).json()
    assert (told["version"], told["major"]) == (__version__, __version__.split(".")[0])


async def test_admins_are_told_about_the_host(
    daemon: Living, nobody: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    login = await nobody.post("/login", json={"username": "admin", "password": daemon.password})
    async with person(daemon, login.json()["token"]) as admin:
        assert (await admin.get("/serverInfo")).json()["cpus"] >= 1
        assert (await admin.get("/metering/globalUsage")).json() == {"total": 0}
    assert refused(await ann.get("/serverInfo")) == (403, "forbidden")
