"""Who sees a port, and who learns nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import anyio
import pytest

from ingle.base.errors import IngleError
from ingle.gateway.model import Pass, Place
from ingle.gateway.policy import passes
from ingle.gateway.policy.hosts import label_of
from support.machines import BOB, until
from support.port_doors import PORT, Doors, somebody
from support.port_servers import Heard, answering, ok

KEY = b"k" * 32


async def ticket_of(doors: Doors, credential: str = "ses_ann") -> str:
    address = await doors.gateway.address(doors.people.there[credential], doors.machine.id, PORT)
    return address.ticket


async def test_a_ticket_becomes_a_cookie_once(doors: Doors) -> None:
    doors.listen(answering(ok()))
    ticket = await ticket_of(doors)
    async with doors.client(cookie="") as client:
        answer = await client.get(f"{doors.served.url}//evil.example/a%2Fb?x=1&ingle-ticket={ticket}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/evil.example/a%2Fb?x=1")
        said = answer.headers["set-cookie"]
        assert said.startswith("ingle_port=")
        assert said.partition(";")[2] == " Path=/; HttpOnly; SameSite=Lax"
        assert answer.headers["cache-control"] == "no-store"
    async with doors.client(cookie="") as client:
        again = await client.get("/", params={"ingle-ticket": ticket})
        assert (again.status_code, "set-cookie" in again.headers) == (401, False)
    async with doors.client(cookie=said.partition(";")[0].removeprefix("ingle_port=")) as client:
        assert (await client.get("/")).text == "hello"
        there = await client.get("/", params={"ingle-ticket": ticket})  # whoever is in needs none
        assert (there.status_code, there.headers["location"]) == (303, "/")


async def test_whoever_has_no_cookie_learns_nothing_and_wakes_nothing(doors: Doors) -> None:
    heard = Heard()
    doors.listen(answering(ok(), heard=heard))
    ann, bob = doors.people.there["ses_ann"], doors.people.there["ses_bob"]
    bobs, _ = await doors.daemon.machines.create(BOB, "one", doors.machine.request)
    elsewhere = await doors.let_in("ses_bob", Place(bobs.id, PORT))
    other_port = await doors.let_in(place=Place(doors.machine.id, PORT + 1))
    await doors.daemon.machines.sleep(ann.user_id, doors.machine.id)
    now = 2**40
    forged = [
        passes.write(Pass("cookie", doors.place, ann.user_id, "session", "ses_ann", now, "1"), b"x" * 32),
        passes.write(Pass("cookie", doors.place, ann.user_id, "session", "ses_ann", 1, "1"), KEY),  # over
        passes.write(
            Pass("cookie", doors.place, bob.user_id, "session", "ses_ann", now, "1"), KEY
        ),  # not whose session it is
        await ticket_of(doors),  # is no cookie
        elsewhere,
        other_port,
        doors.cookie[:-1],
        "x" * 5000,
        "é.é",
        "",
    ]
    nowhere = f"8000-{'0' * 26}.ports.localhost"
    answers: set[tuple[int, str]] = set()
    for cookie in forged:
        async with doors.client(cookie=cookie) as client:
            for path in ("/", "/?ingle-ticket=x", f"/?ingle-ticket={doors.cookie}"):
                answer = await client.get(path)
                answers.add((answer.status_code, answer.text))
    for host in (
        nowhere,
        "x.ports.localhost",
        f"0-{'0' * 26}.ports.localhost",
        f"99999-{'0' * 26}.ports.localhost",
    ):
        async with doors.client(Host=host) as client:
            answer = await client.get("/")
            answers.add((answer.status_code, answer.text))
    assert len(answers) == 1
    assert answers.pop()[0] == 401
    assert heard.requests == []
    assert (await doors.daemon.machines.get(ann.user_id, doors.machine.id)).status.state == "cold"


async def test_even_a_right_cookie_for_what_is_somebody_elses_reaches_nothing(doors: Doors) -> None:
    """Were the gateway's own signature to vouch for Bob at Ann's machine, machines would still not know it."""
    doors.listen(answering(ok()))
    one = Pass("cookie", doors.place, BOB, "session", "ses_bob", 2**40, "1")
    async with doors.client(cookie=passes.write(one, KEY)) as client:
        assert (await client.get("/")).status_code == 404
    with pytest.raises(IngleError) as refused:
        await doors.gateway.address(doors.people.there["ses_bob"], doors.machine.id, PORT)
    assert refused.value.code == "machine_not_found"


async def test_a_ticket_is_over_after_a_minute_and_is_for_one_port(doors: Doors) -> None:
    ticket = await ticket_of(doors)
    assert await doors.gateway.redeem(ticket, Place(doors.machine.id, PORT + 1)) is None
    later = doors.gateway._clock.now().timestamp() + timedelta(minutes=1).total_seconds()
    assert passes.read(ticket, KEY, kind="ticket", place=doors.place, now=later) is None
    assert await doors.gateway.redeem(ticket, doors.place) is not None


@pytest.mark.parametrize(
    "less",
    [
        {"scopes": frozenset({"machines:read"})},
        {"app_id": "app_1", "via": "app"},
        {"restricted": True},
        {"via": "link"},
    ],
)
async def test_who_may_do_less_gets_none_and_loses_what_they_had(doors: Doors, less: dict[str, Any]) -> None:
    doors.listen(answering(ok()))
    narrow = replace(doors.people.there["ses_ann"], **less)
    with pytest.raises(IngleError) as refused:
        await doors.gateway.address(narrow, doors.machine.id, PORT)
    assert refused.value.code == "address_refused"
    doors.people.there["ses_ann"] = narrow
    async with doors.client() as client:
        assert (await client.get("/")).status_code == 401


async def test_it_ends_with_the_session_at_once(doors: Doors) -> None:
    doors.listen(answering(b"HTTP/1.1 200 OK\r\n\r\nmore to come", hold=True))
    async with doors.client() as client, client.stream("GET", "/") as answer:
        content = answer.aiter_bytes()
        await anext(content)
        del doors.people.there["ses_ann"]
        doors.leashes.cut(lambda caller: caller.credential_id == "ses_ann")
        with pytest.raises(Exception, match="closed"), anyio.fail_after(30):
            await anext(content)
        await until(lambda: doors.daemon.machines._shop.leases.held(doors.machine.id) == 0)
        assert (await client.get("/")).status_code == 401


async def test_the_house_is_not_at_such_hosts_and_is_at_all_others(doors: Doors) -> None:
    for host in (
        "localhost",
        "ports.localhost",
        "ports.example.com",
        "127.0.0.1",
        "[::1]",
        "a.b.ports.localhost",
    ):
        async with doors.client(Host=host) as client:
            assert (await client.get("/")).text == "house"
    for host in (doors.host.upper(), f"{label_of(doors.place)}.ports.example.com.", "x.ports.y"):
        async with doors.client(cookie="", Host=host) as client:
            assert (await client.get("/api/v1/me")).status_code == 401


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        (
            "GET",
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
            200,
        ),
        (
            "GET",
            {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
            403,
        ),
        (
            "GET",
            {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
            403,
        ),
        (
            "POST",
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
            403,
        ),
        ("POST", {"Sec-Fetch-Site": "same-origin"}, 200),
        ("POST", {"Origin": "http://HOST"}, 200),
        ("POST", {"Origin": "http://evil.ports.localhost"}, 403),
        ("GET", {"Origin": "http://localhost"}, 403),
        ("POST", {"Origin": "null"}, 403),
        ("DELETE", {}, 200),  # a program
        ("TRACE", {}, 405),
    ],
)
async def test_pages_of_others_may_link_and_do_nothing_else(
    doors: Doors, method: str, headers: dict[str, str], status: int
) -> None:
    doors.listen(answering(ok()))
    async with doors.client() as client:
        said = {name: value.replace("HOST", doors.host) for name, value in headers.items()}
        assert (await client.request(method, "/", headers=said)).status_code == status


async def test_somebody_in_a_hurry_waits(doors: Doors) -> None:
    doors.listen(answering(ok()))
    doors.people.there["ses_ann"] = somebody(doors.machine.owner, "ses_ann", requests_per_minute=1)
    async with doors.client() as client:
        assert (await client.get("/")).status_code in {200, 429}
        assert (await client.get("/")).status_code == 429
