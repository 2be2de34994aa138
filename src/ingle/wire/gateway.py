"""A port of a machine as a page, on the wire."""

from datetime import datetime

import msgspec


class PortAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever opens it first, within a minute, sees the port in their browser as the one who asked, until that one's session or token ends."""

    label: str  # put before this host's name and a dot, it is the port's own host; "" where the operator names domains
    hosts: list[str]  # its own hosts as far as they are known
    path: str  # with the ticket
    expires_at: datetime
