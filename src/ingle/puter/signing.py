"""Entries with signed addresses. The signature is files' own (files.signing), and acts as its signer may at the moment when it is used."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import urlencode

from ingle.accounts import Holder, HolderKind, Mode
from ingle.edge.identity import Caller
from ingle.files import ENTRY_KIND, Place
from ingle.puter.asked import AnyRequest
from ingle.puter.entries import signed
from ingle.puter.sdk import origin_of
from ingle.puter.services import Services
from ingle.puter.uids import uid_of

OWNERS_LIFE = timedelta(
    days=365
)  # an app keeps the addresses of what it has open, and documents may hold them
OTHERS_LIFE = timedelta(hours=1)

Act = Literal["read", "write"]


class Signing:
    def __init__(self, services: Services) -> None:
        self._files = services.files
        self._grants = services.sharing.grants

    async def sign(self, caller: Caller, place: Place, request: AnyRequest, act: Act) -> dict[str, Any]:
        """The entry with its addresses on the host that was asked. Raises EntryNotFoundError, AccessDeniedError, SigningDeniedError."""
        life = OWNERS_LIFE if place.owner.id == caller.user_id else OTHERS_LIFE
        made = await self._files.signing.sign(caller, place.entry.id, act, life)
        origin = origin_of(request.url.scheme, request.headers.get("host", ""))
        uid, expires = uid_of(place.entry.id), made.expires_us // 1_000_000
        return signed(place.entry, place.path, addresses(origin, uid, expires, made.signature, act))

    async def hand(
        self, caller: Caller, app_id: str, place: Place, request: AnyRequest, act: Act
    ) -> dict[str, Any]:
        """The same for an app that acts for the caller, who gives it the entry by this. Raises what giving and signing raise."""
        mode = Mode.WRITE if act == "write" else Mode.READ
        await self._grants.give(caller, ENTRY_KIND, place.entry.id, Holder(HolderKind.APP, app_id), mode)
        signer = replace(caller, via="app", app_id=app_id, admin=False)
        return await self.sign(signer, place, request, act)


def addresses(origin: str, uid: str, expires: int, signature: str, act: Act) -> dict[str, Any]:
    """What a signed entry says beside what it is. One that was signed for writing can be read too."""
    query = urlencode({"uid": uid, "expires": expires, "signature": signature})
    read_url = f"{origin}/file?{query}"
    told = {
        "expires": expires,
        "signature": signature,
        "url": read_url,
        "read_url": read_url,
        "metadata_url": f"{origin}/itemMetadata?{query}",
    }
    return {**told, "write_url": f"{origin}/writeFile?{query}"} if act == "write" else told
