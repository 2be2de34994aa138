"""`puter-subdomains`: the sites that a person has."""

from collections.abc import Sequence
from typing import Any

import msgspec

from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Provider
from ingle.files import READ
from ingle.puter.entries import v1
from ingle.puter.hosting import SiteId, SiteObject, fields_of, new_fields, reference_of, site
from ingle.puter.interfaces.part import Select
from ingle.puter.services import Services
from ingle.sites import SCOPE_READ, SCOPE_WRITE, Site, SiteNotFoundError


class Create(msgspec.Struct, frozen=True, kw_only=True):
    object: SiteObject


class Which(msgspec.Struct, frozen=True, kw_only=True):
    uid: str | None = None
    id: SiteId | str | None = None

    @property
    def reference(self) -> str:
        """Raises BadRequestError."""
        return reference_of(self.uid, self.id)


class Update(Which, frozen=True, kw_only=True):
    object: SiteObject


def provider(services: Services) -> Provider:
    rows = (*_reading(services), *_changing(services))
    return Provider("puter-subdomains", "es:subdomain", rows)


def _reading(services: Services) -> tuple[Method, ...]:
    sites = services.sites

    async def read(caller: Caller, asked: Which) -> Any:
        return await _show(services, caller, await sites.get(caller, asked.reference))

    async def select(caller: Caller, asked: Select) -> Any:
        limit = asked.skip + asked.at_most
        found = await sites.list(caller, after=asked.cursor or None, limit=limit)
        total = await sites.count(caller) if asked.wants_total else None
        return asked.answer(await _show_all(services, caller, found.items[asked.skip :]), found.cursor, total)

    return (
        Method("read", Which, read, SCOPE_READ, "look at a site"),
        Method("select", Select, select, SCOPE_READ, "list sites"),
    )


def _changing(services: Services) -> tuple[Method, ...]:
    sites = services.sites

    async def create(caller: Caller, asked: Create) -> Any:
        return await _show(services, caller, await sites.create(caller, new_fields(asked.object)))

    async def update(caller: Caller, asked: Update) -> Any:
        changed = await sites.update(caller, asked.reference, fields_of(asked.object))
        return await _show(services, caller, changed)

    async def upsert(caller: Caller, asked: Update) -> Any:
        reference = reference_of(asked.uid, asked.id or asked.object.subdomain)
        try:
            return await update(caller, Update(uid=reference, object=asked.object))
        except SiteNotFoundError:
            return await create(caller, Create(object=asked.object))

    async def delete(caller: Caller, asked: Which) -> Any:
        found = await sites.get(caller, asked.reference)
        await sites.remove(caller, found.id)
        return {"success": True, "uid": found.id}

    return (
        Method("create", Create, create, SCOPE_WRITE, "show a directory as a site"),
        Method("update", Update, update, SCOPE_WRITE, "change a site"),
        Method("upsert", Update, upsert, SCOPE_WRITE, "change a site, or make it"),
        Method("delete", Which, delete, SCOPE_WRITE, "remove a site; its directory stays"),
    )


async def _show_all(services: Services, caller: Caller, found: Sequence[Site]) -> list[dict[str, Any]]:
    """With their directories, by one question, for who may look at files."""
    if not caller.may(READ):
        return [site(one, None, _owner(caller, one)) for one in found]
    places = await services.files.looking.stat_many(caller, [one.directory for one in found])
    return [
        site(one, None if place is None else v1(place.entry, place.path), _owner(caller, one))
        for one, place in zip(found, places, strict=True)
    ]


async def _show(services: Services, caller: Caller, found: Site) -> dict[str, Any]:
    (shown,) = await _show_all(services, caller, [found])
    return shown


def _owner(caller: Caller, found: Site) -> dict[str, str] | None:
    """None: an admin looks at somebody else's."""
    own = {"username": caller.user_name, "uuid": caller.user_id}
    return own if found.owner == caller.user_id else None
