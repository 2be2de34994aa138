"""Whose page asks. The cookie is SameSite=Lax, but pages of other machines are of the same site, so more is asked of a request than that it carries it."""

from collections.abc import Mapping

from ingle.edge.hosts import host_of
from ingle.edge.origin import is_cross_origin, is_same_origin

_LOOKING = frozenset({"GET", "HEAD"})


def may_ask(method: str, headers: Mapping[str, str]) -> bool:
    """A page of this very host may, and whoever goes to an address: by typing it, or by a link in any page. Programs say neither header."""
    site = headers.get("sec-fetch-site")
    if site is None or site == "same-origin":
        return not is_cross_origin(headers)
    goes = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return site == "none" or (method in _LOOKING and goes)


def may_converse(headers: Mapping[str, str]) -> bool:
    """Browsers say of every WebSocket whose page opens it, and hold back none."""
    told = {name: value for name, value in headers.items() if name in {"origin", "host"}}
    return "origin" not in told or is_same_origin(told)


def is_https(scheme: str, headers: Mapping[str, str]) -> bool:
    """Whether the browser sees a page of https. Behind a proxy that is not believed its `Sec-Fetch-Site` tells, which browsers say to https alone, and to
    this computer's own names."""
    own = host_of(headers.get("host", "")).rpartition(".")[2] == "localhost"
    return scheme == "https" or ("sec-fetch-site" in headers and not own)
