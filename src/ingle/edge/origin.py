"""Whether a browser's request comes from a page of this very host: the defence against cross-site request forgery.

Works at any host name, address or port without being told: the page's origin is compared with the `Host` that the same request was sent to.
A rebound DNS name (evil.example pointing here) passes this test as its own origin, but cookies belong to host names, so it carries none of ours.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from ingle.edge.errors import CrossOriginError

_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def is_same_origin(headers: Mapping[str, str]) -> bool:
    """Proved by `Sec-Fetch-Site` (which no script can set; sent in secure contexts only), or by `Origin` being `Host`."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and _is_host(origin, headers.get("host", ""))


def require_page_of_here(headers: Mapping[str, str]) -> None:
    """For what is done by a cookie, which a browser sends along whoever's page asks. Raises CrossOriginError."""
    if not is_same_origin(headers):
        raise CrossOriginError("a request with a session cookie must come from a page of this host")


def is_cross_origin(headers: Mapping[str, str]) -> bool:
    """Whether the request admits that another site sent it. Programs, which send neither header, do not."""
    return ("sec-fetch-site" in headers or "origin" in headers) and not is_same_origin(headers)


def _is_host(origin: str, host: str) -> bool:
    """Scheme is not compared: behind a proxy that ends TLS the page is https and we are not."""
    try:
        page, here = urlsplit(origin), urlsplit(f"//{host}")
        default = _DEFAULT_PORTS.get(page.scheme)
        return (
            default is not None
            and bool(page.hostname)
            and page.hostname == here.hostname
            and (page.port or default) == (here.port or default)
        )
    except ValueError:
        return False
