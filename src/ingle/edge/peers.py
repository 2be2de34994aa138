"""The process at the other end of a Unix socket, as the kernel tells it: set by the server's protocol, read by who identifies."""

from typing import Any

_KEY = "peer_uid"


def remember_peer(state: dict[str, Any], uid: int) -> dict[str, Any]:
    """The state that each request of this connection begins with."""
    return {**state, _KEY: uid}


def peer_uid(scope: Any) -> int | None:
    """The user id of the peer; None when the connection is not a local one."""
    uid: int | None = scope.get("state", {}).get(_KEY)
    return uid
