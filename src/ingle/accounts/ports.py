"""What accounts need from the floors above."""

from typing import Protocol

from ingle.accounts.model import Usage


class Belongings(Protocol):
    """Satisfied by wiring, from the capabilities that keep things for people."""

    async def __call__(self, user_id: str) -> list[str]:
        """What the user still owns, in words such as `2 machines`; a user who owns things cannot be removed."""
        ...


class UsageOf(Protocol):
    """Satisfied by wiring, from the capabilities whose things are limited."""

    async def __call__(self, user_id: str) -> Usage:
        """What the user has at this moment."""
        ...
