"""`puter-apps`: the apps that a person has registered; `app-telemetry`: who opens them."""

from collections.abc import Sequence
from typing import Any

import msgspec

from ingle.apps import SCOPE_READ, SCOPE_WRITE, AppNotFoundError, Seen
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Provider
from ingle.puter.apps import AppId, AppObject, fields_of, new_fields, reference_of
from ingle.puter.interfaces.part import MOST, Select
from ingle.puter.services import Services
from ingle.puter.showing import show, show_all

MINE = "user-can-edit"


class Options(msgspec.Struct, frozen=True):
    dedupe_name: bool = False


class Create(msgspec.Struct, frozen=True, kw_only=True):
    object: AppObject
    options: Options | None = None


class Which(msgspec.Struct, frozen=True, kw_only=True):
    uid: str | None = None
    id: AppId | str | None = None

    @property
    def reference(self) -> str:
        """Raises BadRequestError."""
        return reference_of(self.uid, self.id)


class Update(Which, frozen=True, kw_only=True):
    object: AppObject
    options: Options | None = None


class Apps(Select, frozen=True, kw_only=True, rename="camel"):
    predicate: list[Any] | str | None = None


class Name(msgspec.Struct, frozen=True):
    name: str


class Telemetry(msgspec.Struct, frozen=True, kw_only=True):
    app_uuid: str
    limit: int | None = None
    offset: int | None = None


def provider(services: Services) -> Provider:
    rows = (*_reading(services), *_changing(services))
    return Provider("puter-apps", "es:app", rows)


def _reading(services: Services) -> tuple[Method, ...]:
    apps = services.apps

    async def read(caller: Caller, asked: Which) -> Any:
        return await show(services, caller, await apps.get(caller, asked.reference))

    async def select(caller: Caller, asked: Apps) -> Any:
        found, cursor = await _part(services, caller, asked)
        total = await apps.count(caller) if asked.wants_total else None
        return asked.answer(await show_all(services, caller, found), cursor, total)

    async def is_available(caller: Caller, asked: Name) -> Any:
        return await apps.is_available(asked.name)

    return (
        Method("read", Which, read, SCOPE_READ, "look at an app"),
        Method("select", Apps, select, SCOPE_READ, "list apps"),
        Method("isNameAvailable", Name, is_available, SCOPE_READ, "whether an app can be called this"),
    )


async def _part(services: Services, caller: Caller, asked: Apps) -> tuple[Sequence[Seen], str | None]:
    """The caller's own apps, or those that everybody is offered; and the cursor of the next part."""
    after, limit = asked.cursor or None, asked.skip + asked.at_most
    if asked.predicate is None or MINE in asked.predicate:
        found = await services.apps.list(caller, after=after, limit=limit)
    else:
        found = await services.apps.list_store(caller, "", after=after, limit=limit)
    return found.items[asked.skip :], found.cursor


def _changing(services: Services) -> tuple[Method, ...]:
    apps = services.apps

    async def create(caller: Caller, asked: Create) -> Any:
        dedupe = asked.options is not None and asked.options.dedupe_name
        made = await apps.create(caller, new_fields(asked.object), dedupe_name=dedupe)
        return await show(services, caller, made)

    async def update(caller: Caller, asked: Update) -> Any:
        changed = await apps.update(caller, asked.reference, fields_of(asked.object))
        return await show(services, caller, changed)

    async def upsert(caller: Caller, asked: Update) -> Any:
        named = reference_of(asked.uid, asked.id or asked.object.name)
        try:
            return await update(caller, Update(uid=named, object=asked.object))
        except AppNotFoundError:
            return await create(caller, Create(object=asked.object, options=asked.options))

    async def delete(caller: Caller, asked: Which) -> Any:
        seen = await apps.get(caller, asked.reference)
        await apps.remove(caller, seen.app.id)
        return {"success": True, "uid": seen.app.id}

    return (
        Method("create", Create, create, SCOPE_WRITE, "register an app"),
        Method("update", Update, update, SCOPE_WRITE, "change an app"),
        Method("upsert", Update, upsert, SCOPE_WRITE, "change an app, or register it"),
        Method("delete", Which, delete, SCOPE_WRITE, "remove an app"),
    )


def telemetry(services: Services) -> Provider:
    async def users(caller: Caller, asked: Telemetry) -> Any:
        limit = min(max(1, asked.limit or MOST), MOST)
        ids = await services.apps.people(caller, asked.app_uuid, skip=max(0, asked.offset or 0), limit=limit)
        names = await services.people.accounts.names(ids)
        return [{"username": names[one], "user_uuid": one} for one in ids if one in names]

    async def count(caller: Caller, asked: Telemetry) -> Any:
        return (await services.apps.get(caller, asked.app_uuid)).people or 0

    rows = (
        Method("get_users", Telemetry, users, SCOPE_READ, "who opened an app of yours"),
        Method("user_count", Telemetry, count, SCOPE_READ, "how many opened it"),
    )
    return Provider("app-telemetry", "app-telemetry", rows)
