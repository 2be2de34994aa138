"""`puter-notifications`: what a person is told."""

from typing import Any

import msgspec

from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Provider
from ingle.notifications import SCOPE_CREATE, SCOPE_READ, SCOPE_WRITE
from ingle.puter.errors import BadRequestError
from ingle.puter.interfaces.part import Select
from ingle.puter.notices import notification, state_of, told
from ingle.puter.services import Services


class Create(msgspec.Struct, frozen=True):
    object: dict[str, Any]  # title, text, icon and what programs want to know; or all that as its `value`


class Id(msgspec.Struct, frozen=True):
    uid: str


class Which(msgspec.Struct, frozen=True, kw_only=True):
    uid: str | None = None
    id: Id | str | None = None

    @property
    def reference(self) -> str:
        """Raises BadRequestError."""
        found = self.uid or (self.id.uid if isinstance(self.id, Id) else self.id)
        if not found:
            raise BadRequestError("which notification? say its uid", key="uid")
        return found


class Told(Select, frozen=True, kw_only=True, rename="camel"):
    predicate: list[Any] | str | None = None


def provider(services: Services) -> Provider:
    notifications = services.notifications

    async def create(caller: Caller, asked: Create) -> Any:
        value = asked.object.get("value")
        said = value if isinstance(value, dict) else asked.object
        return notification(await notifications.tell(caller, **told(said)))

    async def read(caller: Caller, asked: Which) -> Any:
        return notification(await notifications.get(caller, asked.reference))

    async def select(caller: Caller, asked: Told) -> Any:
        state, limit = state_of(asked.predicate), asked.skip + asked.at_most
        found = await notifications.list(caller, state, after=asked.cursor or None, limit=limit)
        total = await notifications.count(caller, state) if asked.wants_total else None
        return asked.answer([notification(one) for one in found.items[asked.skip :]], found.cursor, total)

    async def mark_shown(caller: Caller, asked: Which) -> Any:
        return notification(await notifications.mark_shown(caller, asked.reference))

    async def mark_acknowledged(caller: Caller, asked: Which) -> Any:
        return notification(await notifications.acknowledge(caller, asked.reference))

    return Provider(
        "puter-notifications",
        "es:notification",
        (
            Method("create", Create, create, SCOPE_CREATE, "tell the person something"),
            Method("read", Which, read, SCOPE_READ, "look at a notification"),
            Method("select", Told, select, SCOPE_READ, "list notifications, the newest first"),
            Method("mark_shown", Which, mark_shown, SCOPE_WRITE, "a window has shown it"),
            Method("mark_acknowledged", Which, mark_acknowledged, SCOPE_WRITE, "the person has put it away"),
        ),
    )
