"""What the key-value store needs from the floors above."""

from typing import Protocol

from ingle.accounts import Mode
from ingle.edge.identity import Caller


class AppDataGrants(Protocol):
    """Satisfied by wiring."""

    async def mode(self, caller: Caller, app_id: str) -> Mode | None:
        """What the calling app may do with the person's entries of another app (`app-data:<app>:kv`); None: nothing."""
        ...
