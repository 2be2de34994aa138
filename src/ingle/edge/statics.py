"""The desktop's files at `/`: built once, so served from a table made at the start; everything else that a browser may ask for gets index.html,
because the desktop's own addresses are its business."""

import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import anyio
from litestar import MediaType, Request, Response
from litestar.exceptions import NotFoundException

from ingle.edge.routes import PUBLIC, get

INDEX = "index.html"
_HASHED = re.compile(
    r"-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$"
)  # assets/index-BxK3fa9Q.js: another content has another name
_IMMUTABLE = "public, max-age=31536000, immutable"
_CHECK_AGAIN = "no-cache"
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
_NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Ingle</title>
<p>The daemon runs, but the desktop is not built. <code>scripts/build-desktop</code> builds it.</p>"""


@dataclass(frozen=True)
class _Asset:
    path: Path
    media_type: str
    cache_control: str


def desktop_routes(folder: Path) -> Sequence[Any]:
    """Handlers for `/` and everything below it that no other handler has."""

    @get(["/", "/{path:path}"], scope=PUBLIC, include_in_schema=False)
    async def desktop(request: Request[Any, Any, Any], path: str = "/") -> Response[Any]:
        name = path.strip("/")
        if name == "api" or name.startswith("api/"):
            raise NotFoundException
        asset = find(folder, name) or (find(folder, INDEX) if _is_page(name) else None)
        if asset is not None:
            return await _answer(asset, request.headers.get("if-none-match"))
        if _is_page(name):
            return Response(_NOT_BUILT, media_type=MediaType.HTML, status_code=503)
        raise NotFoundException

    return [desktop]


async def _answer(asset: _Asset, present: str | None) -> Response[Any]:
    """The file, or that the browser has it already."""
    path = anyio.Path(asset.path)
    status = await path.stat()
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    headers = {"Cache-Control": asset.cache_control, "ETag": tag}
    if present == tag:
        return Response(None, status_code=304, headers=headers)
    return Response(await path.read_bytes(), media_type=asset.media_type, headers=headers)


def find(folder: Path, name: str) -> _Asset | None:
    """A file below the folder, never outside of it nor through a link, nor a hidden one."""
    parts = PurePosixPath(name or INDEX).parts
    if any(part.startswith(".") or "\0" in part for part in parts):
        return None
    path = folder.joinpath(*parts)
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return None
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _Asset(path, media_type, _IMMUTABLE if _HASHED.search(path.name) else _CHECK_AGAIN)


def _is_page(name: str) -> bool:
    """Whether a person may have typed it or reloaded there: what looks like a file and is none is missing."""
    return "." not in name.rpartition("/")[2]
