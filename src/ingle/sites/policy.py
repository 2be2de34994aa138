"""What a site's names can be, which site a host means, and what a path in it asks for: pure decisions."""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

import msgspec

from ingle.edge.hosts import first_label
from ingle.sites.errors import SiteInvalidError, SiteReservedError
from ingle.sites.model import Ticket
from ingle.sites.names import LABEL, RESERVED

MAX_NAME = 63  # RFC 1035: of a label
MAX_DOMAIN = 253
_MAX_TICKET = 500  # characters; those that we make have some 200

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PUBLIC_DOTS = frozenset({".well-known"})  # RFC 8615; every other dot file stays unseen


def check_name(name: str) -> str:
    """A site's name as it is kept. Raises SiteInvalidError, SiteReservedError."""
    kept = name.lower()
    if _NAME.fullmatch(kept) is None or kept.startswith("xn--"):
        raise SiteInvalidError(
            f"a site's name has at most {MAX_NAME} letters, digits and dashes, and no dash at its ends",
            field="name",
        )
    if kept in RESERVED:
        raise SiteReservedError(f"the name {kept!r} is kept for the house; choose another one", field="name")
    return kept


def check_domain(domain: str, domains: Sequence[str]) -> str:
    """A host name of a site's own, as it is kept. Raises SiteInvalidError for what is none, or is a site's already by its form."""
    kept = domain.lower().rstrip(".")
    labels = kept.split(".")
    fine = len(kept) <= MAX_DOMAIN and len(labels) > 1 and all(map(_NAME.fullmatch, labels))
    if not fine or labels[-1].isdigit() or labels[-1] == "localhost":
        raise SiteInvalidError(f"{domain[:100]!r} is not a domain, such as www.example.com", field="domain")
    if kept in domains or name_of_host(kept, domains) is not None:
        raise SiteInvalidError(f"{kept!r} lies where sites are found by name", field="domain")
    return kept


def name_of_host(host: str, domains: Sequence[str]) -> str | None:
    """The name of the site that a host means, whether there is such a site or not; None: it means the house."""
    return first_label(host, LABEL, domains)


def parts_of(path: str) -> tuple[str, ...] | None:
    """The steps of a path below a site, which its URL's escapes were already taken from; None: nothing is ever shown there."""
    parts = tuple(part for part in path.split("/") if part)
    if any(part.startswith(".") and part not in _PUBLIC_DOTS for part in parts):
        return None
    return parts


def write_ticket(ticket: Ticket, key: bytes) -> str:
    """In characters that can stand in a path, of which `~` is none."""
    said = msgspec.json.encode([ticket.site, ticket.user_id, ticket.expires])
    return f"{_text(said)}.{_text(hmac.digest(key, said, 'sha256'))}"


def read_ticket(text: str, key: bytes, *, site: str, now: float) -> Ticket | None:
    """None: it is not ours, is for another site, or is over."""
    said, _, mac = text.partition(".")
    try:
        content, proof = _bytes(said), _bytes(mac)
    except ValueError:
        return None
    if len(text) > _MAX_TICKET or not hmac.compare_digest(hmac.digest(key, content, "sha256"), proof):
        return None
    ticket = Ticket(*msgspec.json.decode(content, type=tuple[str, str, int]))
    return ticket if ticket.site == site and now < ticket.expires else None


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
