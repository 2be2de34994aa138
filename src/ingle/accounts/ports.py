"""What accounts need from the floors above."""

from typing import Protocol


class Belongings(Protocol):
    """Satisfied by wiring, from the capabilities that keep things for people."""

    async def __call__(self, user_id: str) -> list[str]:
        """What the user still owns, in words such as `2 machines`; a user who owns things cannot be removed."""
        ...
