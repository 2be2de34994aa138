"""What of a request's head is said on to the server in the machine, and what of its answer to the browser.

Header names are lower case; hop-by-hop ones (RFC 9110, 7.6.1) end here, and framing is each connection's own.
"""

import re
from collections.abc import Iterator, Sequence

from ingle.gateway.names import COOKIE

Head = Sequence[tuple[bytes, bytes]]

_HOP = frozenset(
    {
        b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection", b"te", b"trailer", b"transfer-encoding",
        b"upgrade",
    }
)  # fmt: skip
_OURS_TO_SAY = frozenset(
    {
        b"forwarded",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-proto",
        b"x-forwarded-port",
        b"x-real-ip",
    }
)
_ANSWERED_HERE = frozenset({b"content-length", b"expect"})
_HANDSHAKE = b"sec-websocket-"
_NOT_ON = frozenset({b"alt-svc"})  # another way to this origin would lead past the gateway
_WITHOUT_LENGTH = frozenset({204, 304})
_DEFAULTS = ((b"cross-origin-resource-policy", b"same-origin"), (b"x-frame-options", b"SAMEORIGIN"))
_NO_VALUE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_NO_NAME = re.compile(rb"[^!#$%&'*+\-.^_`|~0-9a-z]")  # RFC 9110, 5.6.2


def said_on(head: Head, *, client: str, scheme: str, host: str) -> Iterator[tuple[bytes, bytes]]:
    """Of a request, without its framing. `client`: its address, "" where it has none."""
    dropped = _HOP | _OURS_TO_SAY | _ANSWERED_HERE | _named(head)
    for name, value in head:
        if name == b"cookie":
            value = _other_cookies(value)
            if not value:
                continue
        if name not in dropped and not name.startswith(_HANDSHAKE):
            yield name, value
    if client:
        yield b"x-forwarded-for", client.encode()
    yield b"x-forwarded-proto", scheme.encode()
    yield b"x-forwarded-host", host.encode("latin-1")


def framing(head: Head) -> Iterator[tuple[bytes, bytes]]:
    """How the body of the request is said on: by its length or in chunks, never both."""
    lengths = {value for name, value in head if name == b"content-length"}
    if any(name == b"transfer-encoding" for name, _ in head):
        yield b"transfer-encoding", b"chunked"
    elif lengths:
        yield from ((b"content-length", length) for length in lengths)


def told(status: int, head: Head) -> list[tuple[bytes, bytes]] | None:
    """Of an answer; None: no browser should see such a head."""
    dropped = _HOP | _NOT_ON | _named(head)
    if status in _WITHOUT_LENGTH or any(name == b"transfer-encoding" for name, _ in head):
        dropped |= {b"content-length"}
    kept = [
        (name, _host_only(value) if name == b"set-cookie" else value)
        for name, value in head
        if name not in dropped
    ]
    kept = [(name, value) for name, value in kept if name != b"set-cookie" or value]
    if status > 599 or any(_NO_NAME.search(name) or _NO_VALUE.search(value) for name, value in kept):
        return None
    names = {name for name, _ in kept}
    return [*kept, *((name, value) for name, value in _DEFAULTS if name not in names)]


def cookies_of(head: Head) -> Iterator[str]:
    """All that are called as ours is; pages of other hosts below the house's can add some."""
    for name, value in head:
        for part in value.split(b";") if name == b"cookie" else ():
            called, _, said = part.strip().partition(b"=")
            if called == COOKIE.encode():
                yield said.decode("latin-1")


def _named(head: Head) -> set[bytes]:
    """The headers that Connection says are of this connection only."""
    return {
        part.strip().lower() for name, value in head if name == b"connection" for part in value.split(b",")
    }


def _other_cookies(value: bytes) -> bytes:
    parts = (part.strip() for part in value.split(b";"))
    return b"; ".join(part for part in parts if part and part.partition(b"=")[0].strip() != COOKIE.encode())


def _host_only(value: bytes) -> bytes:
    """A Set-Cookie that holds on this host alone; "": it would take the place of ours."""
    pair, *attributes = value.split(b";")
    if pair.partition(b"=")[0].strip() == COOKIE.encode():
        return b""
    return b";".join(
        [pair, *(one for one in attributes if one.partition(b"=")[0].strip().lower() != b"domain")]
    )
