"""What apps need from below, as they see it."""

from typing import Protocol


class AppTokens(Protocol):
    """Satisfied by accounts' tokens."""

    async def create_for_app(self, user_id: str, app_id: str) -> str:
        """A new secret with which the app acts for the person."""
        ...

    async def end_for_app(self, app_id: str, *, user_id: str | None = None) -> None:
        """Every such secret ends at once: of one person, or of all."""
        ...
