"""What a signed URL says, and whether it is ours: pure decisions.

A signature is the statement itself, readable by anybody, and an HMAC-SHA256 over it: `base64url(JSON).base64url(HMAC)`.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

import msgspec

from ingle.files.errors import SignatureInvalidError

Act = Literal["read", "write", "upload"]
_OPENS: Mapping[Act, Collection[Act]] = {"read": {"read"}, "write": {"read", "write"}, "upload": {"upload"}}
_MAX_SIGNATURE = 1000  # characters; those that we make have some 300


class Statement(NamedTuple):
    """Who has it may do this with the entry, as far as its signer may; or send parts of an upload."""

    act: Act  # whoever may write may read
    entry: str  # or the upload
    user_id: str  # "" where it is an upload, which knows whose it is
    app_id: str  # the app that signed for the person; "": none
    signed_us: int
    expires_us: int


def sign(statement: Statement, key: bytes) -> str:
    said = msgspec.json.encode(statement)
    return f"{_text(said)}.{_text(_mac(said, key))}"


def verify(signature: str, key: bytes, *, act: Act, now_us: int) -> Statement:
    """Raises SignatureInvalidError, which says no more than that."""
    said, _, mac = signature.partition(".")
    if len(signature) > _MAX_SIGNATURE or not hmac.compare_digest(_mac(_bytes(said), key), _bytes(mac)):
        raise SignatureInvalidError
    statement = msgspec.json.decode(_bytes(said), type=Statement)
    if now_us >= statement.expires_us or act not in _OPENS[statement.act]:
        raise SignatureInvalidError
    return statement


def _mac(said: bytes, key: bytes) -> bytes:
    return hmac.digest(key, said, "sha256")


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """Raises SignatureInvalidError."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise SignatureInvalidError from error
