"""What the gateway needs from below, as it sees it."""

from typing import Protocol

from ingle.edge.identity import Caller


class Recognise(Protocol):
    """Satisfied by accounts' Identification.again."""

    async def __call__(self, via: str, credential_id: str) -> Caller:
        """Whoever came by this credential, as they are now. Raises an error of the kind unauthenticated or forbidden when it has ended."""
        ...
