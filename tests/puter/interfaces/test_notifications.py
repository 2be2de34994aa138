"""Notifications of a person, called as the contract's clients do."""

import httpx

from support.daemons import Living
from support.puter import app_for, call, person, refused, result

NOTIFICATIONS = "puter-notifications"


async def test_a_notification_is_made_shown_and_put_away(ann: httpx.AsyncClient) -> None:
    made = await result(ann, NOTIFICATIONS, "create", object={"title": "a", "text": "b", "source": "x"})
    assert made["value"] == {"title": "a", "text": "b", "icon": None, "source": "x"}
    assert await result(ann, NOTIFICATIONS, "select", predicate=["unseen"]) == [made]
    assert (await result(ann, NOTIFICATIONS, "mark_shown", uid=made["uid"]))["shown"]
    assert await result(ann, NOTIFICATIONS, "select", predicate=["unseen"]) == []
    (there,) = await result(ann, NOTIFICATIONS, "select", predicate="unacknowledged")
    assert there["uid"] == made["uid"]
    assert (await result(ann, NOTIFICATIONS, "mark_acknowledged", uid=made["uid"]))["acknowledged"]
    (away,) = await result(ann, NOTIFICATIONS, "select", predicate=["acknowledged"])
    assert await result(ann, NOTIFICATIONS, "read", uid=made["uid"]) == away


async def test_a_list_is_an_array_or_a_part(ann: httpx.AsyncClient) -> None:
    made = [await result(ann, NOTIFICATIONS, "create", object={"title": title}) for title in "abc"]
    newest = sorted(made, key=lambda one: str(one["uid"]), reverse=True)
    await result(ann, NOTIFICATIONS, "mark_acknowledged", id=made[0]["uid"])
    first = await result(ann, NOTIFICATIONS, "select", limit=2, cursor=None, includeTotal=True)
    assert ([one["uid"] for one in first["items"]], first["total"]) == ([one["uid"] for one in newest[:2]], 3)
    rest = await result(ann, NOTIFICATIONS, "select", limit=2, cursor=first["cursor"])
    assert ([one["uid"] for one in rest["items"]], "cursor" in rest) == ([newest[2]["uid"]], False)
    unread = await result(ann, NOTIFICATIONS, "select", predicate="unacknowledged", includeTotal=True)
    assert unread["total"] == 2
    assert len((await result(ann, NOTIFICATIONS, "select", offset=1))["items"]) == 2


async def test_one_is_named_by_uid_or_id(ann: httpx.AsyncClient) -> None:
    made = await result(ann, NOTIFICATIONS, "create", object={"title": "a"})
    for named in ({"uid": made["uid"]}, {"id": made["uid"]}, {"id": {"uid": made["uid"]}}):
        assert await result(ann, NOTIFICATIONS, "read", **named) == made
    assert refused(await call(ann, NOTIFICATIONS, "read")) == (400, "bad_request")


async def test_others_have_nothing_of_it(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    made = await result(ann, NOTIFICATIONS, "create", object={"value": {"title": "a"}})
    assert refused(await call(bob, NOTIFICATIONS, "read", uid=made["uid"])) == (404, "not_found")


async def test_apps_tell_and_do_not_read(daemon: Living, ann: httpx.AsyncClient) -> None:
    _, token = await app_for(daemon, "ann", "chess")
    async with person(daemon, token) as chess:
        await result(chess, NOTIFICATIONS, "create", object={"title": "your move"})
        assert refused(await call(chess, NOTIFICATIONS, "select")) == (403, "forbidden")
    (there,) = await result(ann, NOTIFICATIONS, "select")
    assert there["notification"]["title"] == "your move"
