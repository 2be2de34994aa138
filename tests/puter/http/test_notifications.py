"""Notifications that are shown and put away, and what people write to the admins."""

import httpx

from support.daemons import Living
from support.puter import person, refused, result

NOTIFICATIONS = "puter-notifications"


async def test_a_notification_is_shown_and_put_away(ann: httpx.AsyncClient) -> None:
    uid = (await result(ann, NOTIFICATIONS, "create", object={"title": "a"}))["uid"]
    assert (await ann.post("/notif/mark-read", json={"uid": uid})).json() == {}
    assert await result(ann, NOTIFICATIONS, "select", predicate="unseen") == []
    assert (await ann.post("/notif/mark-ack", json={"uid": uid})).json() == {}
    assert await result(ann, NOTIFICATIONS, "select", predicate="unacknowledged") == []
    assert refused(await ann.post("/notif/mark-ack", json={"uid": "no"})) == (404, "not_found")


async def test_admins_read_what_people_write(
    daemon: Living, nobody: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    assert (await ann.post("/contactUs", json={"message": "the printer is on fire"})).json() == {}
    assert refused(await ann.post("/contactUs", json={})) == (400, "bad_request")
    login = await nobody.post("/login", json={"username": "admin", "password": daemon.password})
    async with person(daemon, login.json()["token"]) as admin:
        (there,) = await result(admin, NOTIFICATIONS, "select")
    assert there["value"]["title"] == "ann writes to you"
    assert there["value"]["text"] == "the printer is on fire"
