"""The gateway's values as the wire shows them, and the pages that it answers itself."""

from html import escape
from urllib.parse import urlencode

from ingle.base.errors import IngleError, Kind
from ingle.edge.problems import STATUSES
from ingle.gateway.model import Address, Page
from ingle.gateway.names import LABEL, TICKET
from ingle.gateway.policy.hosts import label_of
from ingle.wire import gateway as wire

CLOSED = Page(
    401,
    "This page is not open here",
    "It may be a port of somebody's machine. If it is yours, open it from the machine's ports in the desktop, or with `ingle open MACHINE PORT`.",
)
FOREIGN = Page(
    403, "Another page asked for this", "Pages of other addresses may link to this one, and nothing else."
)
REFUSED = Page(405, "Not here", "This method is for proxies of another kind.")

_HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)

# What a gateway's answer means is not what an endpoint's does: 5xx here is about the machine.
_BY_CODE = {
    "connection_refused": (502, "Nothing listens there"),
    "unreachable": (502, "Nothing listens there"),
    "answer_malformed": (502, "That was no answer"),
    "answer_cut": (502, "The answer was cut off"),
    "guest_lost": (504, "The machine does not answer"),
    "machine_not_found": (404, "There is no such machine"),
}
_BY_KIND = {
    Kind.TIMEOUT: (504, "The machine does not answer"),
    Kind.CONFLICT: (503, "The machine cannot be used now"),
    Kind.EXHAUSTED: (503, "There is no room for the machine now"),
    Kind.UNAVAILABLE: (503, "The machine cannot be used now"),
    Kind.FAILED: (502, "The machine cannot be used now"),
}


def address(value: Address, domains: tuple[str, ...]) -> wire.PortAddress:
    label = label_of(value.place)
    return wire.PortAddress(
        label="" if domains else f"{label}.{LABEL}",
        hosts=[f"{label}.{each}" for each in domains],
        path="/?" + urlencode({TICKET: value.ticket}),
        expires_at=value.expires_at,
    )


def failure(error: IngleError, port: int) -> Page:
    status, title = (
        _BY_CODE.get(error.code) or _BY_KIND.get(error.kind) or (int(STATUSES[error.kind]), "That cannot be")
    )
    sentence = (
        f"nothing listens on port {port} of the machine"
        if title == "Nothing listens there"
        else error.sentence
    )
    return Page(status, title, sentence[:1].upper() + sentence[1:] + ("" if sentence.endswith(".") else "."))


def answer(page: Page) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Its headers and body."""
    body = f"<!doctype html><meta charset=utf-8><title>{escape(page.title)}</title><h1>{escape(page.title)}</h1><p>{escape(page.sentence)}\n".encode()
    return [*_HEADERS, (b"content-length", str(len(body)).encode())], body
