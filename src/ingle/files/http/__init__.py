"""Files over HTTP: one file a subject."""

from collections.abc import Sequence
from typing import Any

from ingle.files.http import archives, changing, content, looking, signed, thumbnails, uploads, versions
from ingle.files.service import FileService


def routes(files: FileService) -> Sequence[Any]:
    return [
        *content.routes(files),
        *looking.routes(files),
        *changing.routes(files),
        *versions.routes(files),
        *uploads.routes(files),
        *signed.routes(files),
        *archives.routes(files),
        *thumbnails.routes(files),
    ]
