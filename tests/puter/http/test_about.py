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


async def test_pages_learn_whether_anybody_may_come(nobody: httpx.AsyncClient) -> None:
    told = (await nobody.get("/whoarewe")).json()
    assert (told["disable_user_signup"], told["disable_temp_users"]) == (True, True)
    assert told["environmentInfo"]["version"] == __version__


async def test_links_of_letters_lead_to_the_desktop(nobody: httpx.AsyncClient) -> None:
    """Where a person says yes; whatever opens links by itself uses nothing up, and goes nowhere else."""
    for path in ("/confirm-email-by-token", "/change_email/confirm"):
        answer = await nobody.get(path, params={"token": "a b/\r\n//evil.example#c"}, follow_redirects=False)
        assert answer.status_code == 302
        assert answer.headers["location"] == "/#confirm-email=a%20b%2F%0D%0A%2F%2Fevil.example%23c"
    assert "nothing to unsubscribe from" in (await nobody.get("/unsubscribe")).text
