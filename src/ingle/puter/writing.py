"""Files that come whole in one request with what is to be known of them: the contract's `/fs/write` and `/fs/batchWrite`."""

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from typing import Any

from ingle.edge.identity import Caller
from ingle.files import FileService
from ingle.puter.asked import text_of
from ingle.puter.entries import v2
from ingle.puter.errors import BadRequestError, told_as
from ingle.puter.operations import WRITING, target_of, terms_of

_UNKNOWN = "application/octet-stream"
_TEXTS = ("", "utf8", "utf-8")

Fields = Mapping[str, Any]


class Writing:
    def __init__(self, files: FileService) -> None:
        self._files = files

    async def write(self, caller: Caller, item: Fields, content: AsyncIterator[bytes]) -> dict[str, Any]:
        """`item` says where in `fileMetadata`. Raises BadRequestError, and what writing raises."""
        about = about_of(item)
        media_type = text_of(about, "contentType")
        terms = terms_of(about, "" if media_type == _UNKNOWN else media_type)
        with told_as(**WRITING):
            outcome = await self._files.contents.write(
                caller, target_of(about), content, terms, size=size_of(about)
            )
        return {
            "fsEntry": v2(outcome.place.entry, outcome.place.path),
            "wasOverwrite": not outcome.created,
            "requestedThumbnail": False,
        }


def about_of(item: Fields) -> dict[str, Any]:
    """Raises BadRequestError."""
    about = item.get("fileMetadata")
    if not isinstance(about, dict):
        raise BadRequestError("fileMetadata says what is to be written", key="fileMetadata")
    return about


def size_of(about: Fields) -> int | None:
    """None where it is not said. Raises BadRequestError."""
    size = about.get("size")
    if size is not None and (not isinstance(size, int) or isinstance(size, bool) or size < 0):
        raise BadRequestError("size is the number of bytes that will come", key="size")
    return size


async def content_of(item: Fields) -> AsyncIterator[bytes]:
    """The `fileContent` that JSON carries, by its `encoding`. Raises BadRequestError."""
    text = item.get("fileContent")
    if not isinstance(text, str):
        raise BadRequestError("fileContent is a text", key="fileContent")
    encoding = text_of(item, "encoding").lower()
    if encoding not in {*_TEXTS, "base64"}:
        raise BadRequestError("encoding is utf8 or base64", key="encoding")
    try:
        yield base64.b64decode(text, validate=True) if encoding == "base64" else text.encode()
    except (binascii.Error, UnicodeEncodeError, ValueError) as error:
        raise BadRequestError("fileContent is not in the encoding that it says", key="fileContent") from error
