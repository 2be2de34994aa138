"""Uploads as browsers do them: begun here, their bytes sent to signed addresses, and completed here.

They are uploads of files like any other (files.uploads). An address needs no token, opens one upload, and is of our own host, so it works wherever the page
came from and whatever store the bytes end in.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.files import FileService, part_bytes
from ingle.puter.asked import flag_of, text_of
from ingle.puter.entries import v2
from ingle.puter.errors import BadRequestError, told_as
from ingle.puter.operations import WRITING, Operations, target_of, terms_of

MOST_PARTS_TOLD = 1000  # of the addresses that are told at the start; the rest is asked for
PATH = "/fs/upload"
_UNKNOWN = "application/octet-stream"

Fields = Mapping[str, Any]


class Sending:
    def __init__(self, files: FileService) -> None:
        self._files = files
        self._operations = Operations(files)

    async def start(self, caller: Caller, item: Fields, origin: str) -> dict[str, Any]:
        """A directory is made at once; of a file it is told where its bytes go. Raises BadRequestError, and what the operations raise."""
        about = item.get("fileMetadata")
        if not isinstance(about, dict):
            raise BadRequestError("fileMetadata says what is to be written", key="fileMetadata")
        if flag_of(item, "directory"):
            place = await self._operations.mkdir(caller, about)
            return {"directoryCreated": True, "fsEntry": v2(place.entry, place.path)}
        size, media_type = _size_of(about), text_of(about, "contentType")
        terms = terms_of(about, "" if media_type == _UNKNOWN else media_type)
        with told_as(**WRITING):
            upload = await self._files.uploads.start(caller, target_of(about), terms, size=size)
        told = {
            "sessionId": upload.id,
            "contentType": media_type or _UNKNOWN,
            "expiresAt": upload.expires_us // 1000,
        }
        count = max(1, -(-size // part_bytes(size)))
        if count == 1:
            (only,) = self._addresses(upload.id, upload.expires_us, [1], origin)
            return {**told, "uploadMode": "single", "url": only["url"]}
        numbers = range(1, min(count, MOST_PARTS_TOLD) + 1)
        return {
            **told,
            "uploadMode": "multipart",
            "multipartUploadId": upload.id,
            "multipartPartSize": part_bytes(size),
            "multipartPartCount": count,
            "multipartPartUrls": self._addresses(upload.id, upload.expires_us, numbers, origin),
        }

    async def addresses(
        self, caller: Caller, upload_id: str, numbers: Sequence[int], origin: str
    ) -> list[dict[str, Any]]:
        """Of these parts. Raises UploadNotFoundError."""
        upload = (await self._files.uploads.get(caller, upload_id)).upload
        return self._addresses(upload.id, upload.expires_us, numbers, origin)

    async def complete(self, caller: Caller, item: Fields) -> dict[str, Any]:
        """Raises what Uploads.complete does."""
        upload_id = text_of(item, "uploadId")
        with told_as(**WRITING):
            outcome = await self._files.uploads.complete(caller, upload_id)
        return {
            "sessionId": upload_id,
            "fsEntry": v2(outcome.place.entry, outcome.place.path),
            "wasOverwrite": not outcome.created,
            "requestedThumbnail": False,
        }

    def _addresses(
        self, upload_id: str, expires_us: int, numbers: Sequence[int], origin: str
    ) -> list[dict[str, Any]]:
        signature = self._files.signing.sign_upload(upload_id, expires_us)
        return [{"partNumber": each, "url": f"{origin}{PATH}/{signature}/{each}"} for each in numbers]


def _size_of(about: Fields) -> int:
    size = about.get("size")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise BadRequestError("size is the number of bytes that will come", key="size")
    return size
