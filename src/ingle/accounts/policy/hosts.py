"""For which name a passkey is made: pure decisions.

A passkey belongs to a host name (WebAuthn's relying party id), which is whatever name the page has; so one made at `ingle.example` does not work at
`localhost`. IP addresses cannot be one, and browsers offer passkeys over https and at localhost only.
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingle.accounts.errors import PasskeyHostError


@dataclass(frozen=True)
class Page:
    """The page that asks: its origin as its browser tells it, and the host name in that."""

    origin: str
    host: str


def page_of(origin: str | None) -> Page:
    """`origin`: the request's header, which edge/origin.py has compared with `Host`. Raises PasskeyHostError."""
    try:
        parts = urlsplit(origin or "")
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if not host:
        raise PasskeyHostError("passkeys are for browsers: the request must say which page it comes from")
    if _is_address(host):
        raise PasskeyHostError(
            f"a passkey belongs to a name, and {host} is an IP address; open this page by its host name"
        )
    if parts.scheme != "https" and host != "localhost" and not host.endswith(".localhost"):
        raise PasskeyHostError("passkeys work over https only, and at localhost")
    return Page(origin or "", host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
