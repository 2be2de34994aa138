"""The audit log, read: by admins all of it, by each person what they did and what was done to them."""

from ingle.accounts import store
from ingle.accounts.model import Deed
from ingle.accounts.service.ground import Ground
from ingle.base.paging import Page


class AuditLog:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def list(
        self, *, after: str | None, limit: int, of: str | None = None, action: str = ""
    ) -> Page[Deed]:
        """Newest first. `of`: a user id."""
        return await self._ground.db.read(
            lambda c: store.list_deeds(c, after=after, limit=limit, of=of, action=action)
        )
