"""Entries with signed addresses. The signature is files' own (files.signing), and acts as its signer may at the moment when it is used."""

from datetime import timedelta
from typing import Any, Literal
from urllib.parse import urlencode

from ingle.edge.identity import Caller
from ingle.files import FileService, Place
from ingle.puter.asked import AnyRequest
from ingle.puter.entries import signed
from ingle.puter.sdk import origin_of
from ingle.puter.uids import uid_of

OWNERS_LIFE = timedelta(
    days=365
)  # an app keeps the addresses of what it has open, and documents may hold them
OTHERS_LIFE = timedelta(hours=1)

Act = Literal["read", "write"]


class Signing:
    def __init__(self, files: FileService) -> None:
        self._files = files

    async def sign(self, caller: Caller, place: Place, request: AnyRequest, act: Act) -> dict[str, Any]:
        """The entry with its addresses on the host that was asked. Raises EntryNotFoundError, AccessDeniedError, SigningDeniedError."""
        life = OWNERS_LIFE if place.owner.id == caller.user_id else OTHERS_LIFE
        made = await self._files.signing.sign(caller, place.entry.id, act, life)
        origin = origin_of(request.url.scheme, request.headers.get("host", ""))
        uid, expires = uid_of(place.entry.id), made.expires_us // 1_000_000
        return signed(place.entry, place.path, addresses(origin, uid, expires, made.signature, act))


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
