"""Small pictures of files."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from litestar import Request, Response
from litestar.params import QueryParameter

from ingle.edge.identity import Caller
from ingle.edge.routes import get
from ingle.files.http.arguments import Path
from ingle.files.names import READ
from ingle.files.service import FileService

Pixels = Annotated[
    Literal["64", "128", "256", "512", "2048"], QueryParameter(description="how many a side at most")
]


def routes(files: FileService) -> Sequence[Any]:
    @get(
        "/files/thumbnail",
        scope=READ,
        summary="A small picture (WebP) of a picture, a PDF's first page or a video; 404 `no_thumbnail` where there is none",
        media_type="image/webp",
    )
    async def read_thumbnail(
        caller: Caller, request: Request[Any, Any, Any], path: Path, pixels: Pixels = "256"
    ) -> Response[bytes]:
        picture = await files.thumbnails.get(caller, path, int(pixels))
        tag = f'"{picture.sha256.hex()[:32]}-{pixels}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(b"", status_code=304, headers=headers)
        return Response(picture.data, headers=headers, media_type="image/webp")

    return [read_thumbnail]
