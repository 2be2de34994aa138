"""Files that people share with one another."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from ingle.accounts import SCOPE_GRANTS_READ, SCOPE_GRANTS_WRITE, Holder, HolderKind, Told
from ingle.base.errors import IngleError
from ingle.edge.identity import Caller
from ingle.edge.problems import explain
from ingle.edge.routes import get, post
from ingle.files import ENTRY_KIND, Place
from ingle.puter import granting
from ingle.puter.asked import Fields, flag_of, list_of, number_of, text_of
from ingle.puter.errors import BadRequestError, flat
from ingle.puter.listing import page
from ingle.puter.permissions import mode_of
from ingle.puter.selector import select
from ingle.puter.services import Services
from ingle.puter.shares import MOST, on_entry, outcome, recipient, share

PART = 1000  # shares of one answer
_PEOPLE = (HolderKind.USER, HolderKind.GROUP)


def routes(services: Services) -> Sequence[Any]:
    return [*_sharing(services), *_shared(services)]


def _sharing(services: Services) -> Sequence[Any]:
    looking, grants = services.files.looking, services.sharing.grants

    async def give(caller: Caller, to: Holder, path: str, mode: Any) -> dict[str, Any]:
        """What became of one thing for one recipient."""
        try:
            place = await looking.stat(caller, path)
            told = await grants.give(caller, ENTRY_KIND, place.entry.id, to, mode)
        except IngleError as error:
            refusal = flat(explain(error))
            return {"status": "error", "recipient": to.id, **refusal}
        return {"status": "success", "recipient": to.id, **share(told, place)}

    @post("/share", scope=SCOPE_GRANTS_WRITE, status_code=200)
    async def give_all(caller: Caller, fields: Fields) -> Any:
        mode = mode_of(fields.get("mode") or "read")
        results = [await give(caller, to, path, mode) for to, path in pairs(fields)]
        return {"status": outcome(results), "results": results}

    @post("/share/revoke", scope=SCOPE_GRANTS_WRITE, status_code=200)
    async def take_all(caller: Caller, fields: Fields) -> Any:
        revoked = 0
        for to, path in pairs(fields):
            entry = (await looking.stat(caller, path)).entry
            revoked += await granting.take_entry(services, caller, to, entry.id)
        return {"revoked": revoked}

    return [give_all, take_all]


def pairs(fields: dict[str, Any]) -> list[tuple[Holder, str]]:
    """Each recipient with each thing. Raises BadRequestError."""
    recipients = [recipient(one) for one in list_of(fields, "recipients")]
    paths = [select(one, of="items") for one in list_of(fields, "items")]
    if not recipients or not paths:
        raise BadRequestError("recipients and items say what is shared with whom", key="recipients")
    if len(recipients) * len(paths) > MOST:
        raise BadRequestError(f"at most {MOST} shares at once", key="recipients")
    return [(to, path) for to in recipients for path in paths]


def _shared(services: Services) -> Sequence[Any]:
    grants = services.sharing.grants

    async def rows(caller: Caller, found: Sequence[Told]) -> list[dict[str, Any]]:
        """All entries by one question."""
        places = await services.files.looking.stat_many(caller, [one.grant.object for one in found])
        return [share(one, place) for one, place in zip(found, places, strict=True)]

    async def part(caller: Caller, fields: dict[str, Any], list_: Any) -> dict[str, Any]:
        limit = number_of(fields, "limit", PART, most=PART) or PART
        found = await list_(caller, after=text_of(fields, "cursor") or None, limit=limit)
        items = await rows(caller, found.items)
        total = None
        if flag_of(fields, "includeTotal"):
            total = len((await list_(caller, after=None, limit=PART)).items)
        return page(items, found.cursor, total)

    @get("/share/shared-with-me", scope=SCOPE_GRANTS_READ)
    async def received(caller: Caller, fields: Fields) -> Any:
        return await part(caller, fields, partial(grants.received, kind=ENTRY_KIND))

    @get("/share/shared-by-me", scope=SCOPE_GRANTS_READ)
    async def issued(caller: Caller, fields: Fields) -> Any:
        return await part(caller, fields, partial(grants.issued, kind=ENTRY_KIND, to=_PEOPLE))

    @get("/share/shares", scope=SCOPE_GRANTS_READ)
    async def of_entry(caller: Caller, fields: Fields) -> Any:
        place: Place = await services.files.looking.stat(caller, select(fields))
        found = await grants.on(caller, ENTRY_KIND, place.entry.id)
        return {"items": [on_entry(one, place) for one in found if one.grant.holder.kind in _PEOPLE]}

    return [received, issued, of_entry]
