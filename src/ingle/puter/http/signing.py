"""Signed addresses of files, made for apps that are to open them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingle.accounts import Holder, HolderKind, Mode
from ingle.apps import SCOPE_TOKENS
from ingle.base.errors import IngleError
from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.files import ENTRY_KIND, READ
from ingle.puter.access import Access
from ingle.puter.asked import AnyRequest, Fields, list_of, text_of
from ingle.puter.errors import BadRequestError
from ingle.puter.selector import select
from ingle.puter.services import Services
from ingle.puter.signing import Signing

MAX_ITEMS = 64


def routes(services: Services) -> Sequence[Any]:
    signing, access = Signing(services.files), Access(services)

    @post("/sign", scope=READ, status_code=200)
    async def sign(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        """For the app that asks, or for one that is named, which is let act for the person and granted the files by it."""
        items = list_of(fields, "items")
        if len(items) > MAX_ITEMS:
            raise BadRequestError(f"at most {MAX_ITEMS} items at once", key="items")
        told: dict[str, Any] = {"signatures": []}
        signer = caller
        named = text_of(fields, "app_uid")
        if named and not caller.app_id and caller.may(SCOPE_TOKENS):
            app = (await access.app(caller, named, "")).app
            told["token"] = await access.let_act(caller, app.id)
            signer = replace(caller, via="app", app_id=app.id, admin=False)
        for item in items:
            told["signatures"].append(await _signed(caller, signer, item, request))
        return told

    async def _signed(caller: Caller, signer: Caller, item: Any, request: AnyRequest) -> dict[str, Any]:
        """{}: there is no such entry, or the caller may not let it be used so."""
        write = isinstance(item, dict) and item.get("action") == "write"
        try:
            place = await services.files.looking.stat(caller, select(item, of="items"))
            if signer.app_id and not caller.app_id:
                holder = Holder(HolderKind.APP, signer.app_id)
                mode = Mode.WRITE if write else Mode.READ
                await services.sharing.grants.give(caller, ENTRY_KIND, place.entry.id, holder, mode)
            return await signing.sign(signer, place, request, "write" if write else "read")
        except IngleError:
            return {}

    return [sign]
