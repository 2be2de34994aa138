"""What sites need from below, as they see it."""

from typing import Protocol

import sqlalchemy as sa

from ingle.files import Owner


class People(Protocol):
    """Satisfied by wiring, from accounts."""

    def active(self, connection: sa.Connection, user_id: str) -> Owner | None:
        """None: there is nobody of this id, or they are suspended."""
        ...
