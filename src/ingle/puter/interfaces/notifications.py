"""`puter-notifications`: what a person is told."""

from typing import Any

import msgspec

from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Provider
from ingle.notifications import SCOPE_CREATE, SCOPE_READ, SCOPE_WRITE
from ingle.puter.notices import notification, state_of, told
from ingle.puter.services import Services

MOST = 200


class Create(msgspec.Struct, frozen=True):
    object: dict[str, Any]  # title, text, icon and what programs want to know; or all that as its `value`


class Which(msgspec.Struct, frozen=True):
    uid: str


class Select(msgspec.Struct, frozen=True, kw_only=True):
    predicate: list[Any] | str | None = None
    limit: int | None = None


def provider(services: Services) -> Provider:
    notifications = services.notifications

    async def create(caller: Caller, asked: Create) -> Any:
        value = asked.object.get("value")
        said = value if isinstance(value, dict) else asked.object
        return notification(await notifications.tell(caller, **told(said)))

    async def read(caller: Caller, asked: Which) -> Any:
        return notification(await notifications.get(caller, asked.uid))

    async def select(caller: Caller, asked: Select) -> Any:
        limit = min(max(1, asked.limit or MOST), MOST)
        found = await notifications.list(caller, state_of(asked.predicate), after=None, limit=limit)
        return [notification(one) for one in found.items]

    async def mark_shown(caller: Caller, asked: Which) -> Any:
        return notification(await notifications.mark_shown(caller, asked.uid))

    async def mark_acknowledged(caller: Caller, asked: Which) -> Any:
        return notification(await notifications.acknowledge(caller, asked.uid))

    return Provider(
        "puter-notifications",
        "es:notification",
        (
            Method("create", Create, create, SCOPE_CREATE, "tell the person something"),
            Method("read", Which, read, SCOPE_READ, "look at a notification"),
            Method("select", Select, select, SCOPE_READ, "list notifications, the newest first"),
            Method("mark_shown", Which, mark_shown, SCOPE_WRITE, "a window has shown it"),
            Method("mark_acknowledged", Which, mark_acknowledged, SCOPE_WRITE, "the person has put it away"),
        ),
    )
