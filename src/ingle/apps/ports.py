"""What apps need from below, as they see it."""

from collections.abc import Collection, Mapping
from typing import Protocol

import sqlalchemy as sa


class Makers(Protocol):
    """Who the people are whose apps others see."""

    def names(self, connection: sa.Connection, user_ids: Collection[str]) -> Mapping[str, str]:
        """By id, of those who are there."""
        ...


class AppTokens(Protocol):
    """Satisfied by accounts' tokens."""

    async def create_for_app(self, user_id: str, app_id: str) -> str:
        """A new secret with which the app acts for the person."""
        ...

    async def end_for_app(self, app_id: str, *, user_id: str | None = None) -> None:
        """Every such secret ends at once: of one person, or of all."""
        ...
