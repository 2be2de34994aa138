"""Notifications through the doors of a whole daemon."""

import json

import anyio
import httpx
import pytest

from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import ExhaustedError, NotFoundError
from ingle.wire.streams import Event
from support.command_line import CommandLine
from support.daemons import Living


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.fixture
async def token(ann: httpx.AsyncClient) -> str:
    secret: str = (await ann.post("tokens", json={"name": "sdk"})).json()["secret"]
    return secret


async def test_an_app_notifies_its_person_and_sees_nothing(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient, chess: httpx.AsyncClient
) -> None:
    made = await chess.post("notifications", json={"title": "Your move", "value": {"board": 7}})
    assert made.status_code == 201
    assert told(await chess.get("notifications")) == (403, "scope_missing")
    (seen,) = (await ann.get("notifications", params={"state": "unseen"})).json()["items"]
    assert (seen["title"], seen["value"], seen["app"]) == ("Your move", {"board": 7}, chess.headers["X-App"])
    assert (await bob.get("notifications", params={"state": "all"})).json()["items"] == []
    assert told(await bob.post(f"notifications/{seen['id']}/acknowledge")) == (404, "notification_not_found")
    assert "shown_at" in (await ann.post(f"notifications/{seen['id']}/shown")).json()
    assert (await ann.get(f"notifications/{seen['id']}")).json()["id"] == seen["id"]
    assert (await ann.post("notifications/acknowledge")).json() == {"count": 1}
    assert told(await ann.post("notifications", json={"title": ""})) == (400, "notification_invalid")
    assert told(await ann.get("notifications", params={"state": "lost"})) == (400, "invalid")


async def test_windows_hear_of_it_and_one_that_was_away_too(daemon: Living, token: str) -> None:
    async with AsyncIngle(daemon.served.url, token) as ingle:
        await ingle.notifications.create("before", "anybody listens")
        windows = [ingle.events(after=0), ingle.events(after=0)]
        for window in windows:
            missed = await _next(window)
            assert (missed.type, missed.data["title"]) == ("notification.created", "before")
        made = await ingle.notifications.create("now")
        for window in windows:
            assert (await _next(window)).subject == made.id
        first = windows[0]
        await ingle.notifications.acknowledge(made.id)
        assert (await _next(first)).data["acknowledged_at"]
        await ingle.notifications.mark_shown(made.id)
        assert [one.title for one in await ingle.notifications.list()] == ["before"]
        assert await ingle.notifications.acknowledge_all() == 1
        assert (await _next(first)).type == "notification.acknowledged_all"
        with pytest.raises(ExhaustedError):
            await _next(ingle.events(after=10**6))
        with pytest.raises(NotFoundError):
            await ingle.notifications.acknowledge("ntf_none")


async def _next(events: object) -> Event:
    with anyio.fail_after(60):
        event: Event = await anext(events)  # type: ignore[call-overload] # an async generator
    return event


async def test_the_command_line(daemon: Living, token: str) -> None:
    run = CommandLine(daemon.served.url, token)
    assert json.loads(await run("notify", "Tea", "is ready", "--json"))["title"] == "Tea"
    assert "is ready" in await run("notifications")
    assert len(json.loads(await run("notifications", "--clear", "--json"))) == 1
    assert json.loads(await run("notifications", "--json")) == []
