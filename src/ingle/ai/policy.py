"""Which model answers, and data: URLs: pure decisions."""

import base64
import binascii
import re

from ingle.ai.errors import MediaInvalidError, ModelNotFoundError
from ingle.ai.model import Media
from ingle.ai.names import FAKE

_DATA_URL = re.compile(
    r"data:([a-z]+/[a-z0-9.+-]+)((?:;[a-z0-9-]+=[^;,]+)*);base64,(.*)", re.DOTALL | re.IGNORECASE
)


def is_fake(model: str, *, has_server: bool) -> bool:
    """Whether the fake model is meant: by name, or because there is no other. Raises ModelNotFoundError."""
    if model == FAKE or (not model and not has_server):
        return True
    if not has_server:
        raise ModelNotFoundError(model)
    return False


def read_url(url: str, kind: str) -> Media:
    """What a data: URL has; `kind`: image or audio. Raises MediaInvalidError."""
    match = _DATA_URL.fullmatch(url)
    if match is None or not match[1].lower().startswith(
        (f"{kind}/", "video/" if kind == "audio" else f"{kind}/")
    ):
        raise MediaInvalidError(f"this is no data: URL of {kind}, in base64")
    try:
        return Media(match[1].lower(), base64.b64decode(match[3], validate=True))
    except (binascii.Error, ValueError) as error:
        raise MediaInvalidError("the base64 is broken") from error


def write_url(media: Media) -> str:
    return f"data:{media.type};base64,{base64.b64encode(media.content).decode()}"
