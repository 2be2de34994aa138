"""Who is asking: the value that the gate makes of a cookie, a token or a socket's peer, and hands to every endpoint."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from litestar.connection import ASGIConnection


@dataclass(frozen=True)
class Caller:
    """A person, or a program acting for one."""

    user_id: str
    user_name: str
    admin: bool
    scopes: frozenset[str]  # what this way of being here may do; {"*"}: everything the user may
    via: Literal["session", "token", "local", "app", "link"]
    credential_id: str = ""  # the session's or token's id
    app_id: str = ""  # the app that acts for the person, and may only what was granted to it; "": no app
    restricted: bool = False  # may use only what was granted to this very credential
    requests_per_minute: int = 0  # of this person, over all their ways in; 0: any number

    def may(self, scope: str) -> bool:
        return "*" in self.scopes or scope in self.scopes


class Identify(Protocol):
    """Satisfied by accounts; the gate calls it once a request."""

    async def __call__(self, connection: ASGIConnection[Any, Any, Any, Any]) -> Caller | None:
        """The caller, or None when no credentials were sent. Raises an unauthenticated error for bad ones."""
        ...
