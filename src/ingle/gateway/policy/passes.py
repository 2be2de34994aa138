"""Tickets and cookies as text: what they say, and a MAC over it. No store: whether who they name may still come is looked up each time."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Literal

import msgspec

from ingle.gateway.model import Pass, Place

_MOST = 600  # characters; those that we make have some 250

Said = tuple[Literal["ticket", "cookie"], str, int, str, str, str, int, str]


def write(one: Pass, key: bytes) -> str:
    """In characters that can stand in an address and in a cookie."""
    said: Said = (
        one.kind,
        one.place.machine,
        one.place.port,
        one.user_id,
        one.via,
        one.credential_id,
        one.expires,
        one.number,
    )
    content = msgspec.json.encode(said)
    return f"{_text(content)}.{_text(hmac.digest(key, content, 'sha256'))}"


def read(
    text: str, key: bytes, *, kind: Literal["ticket", "cookie"], place: Place, now: float
) -> Pass | None:
    """None: it is not ours, is for something else, or is over."""
    said, _, mac = text.partition(".")
    try:
        content, proof = _bytes(said), _bytes(mac)
    except ValueError:
        return None
    if len(text) > _MOST or not hmac.compare_digest(hmac.digest(key, content, "sha256"), proof):
        return None
    which, machine, port, user, via, credential, expires, number = msgspec.json.decode(content, type=Said)
    one = Pass(which, Place(machine, port), user, via, credential, expires, number)
    return one if one.kind == kind and one.place == place and now < one.expires else None


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
