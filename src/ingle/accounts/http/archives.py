"""What a person takes along, as an answer."""

from collections.abc import AsyncIterator

from litestar.response import Stream

ZIP = "application/zip"


def archive(parts: AsyncIterator[bytes], name: str) -> Stream:
    """`name` is the person's, which holds nothing that a header could not."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return Stream(parts, media_type=ZIP, headers=headers)
