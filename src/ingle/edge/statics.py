"""The desktop's files at `/`. They are looked up anew each time, so a rebuilt desktop shows at once; every page that is no file and has no index.html of
its own gets the desktop's, because the desktop's own addresses are its business. What is text goes compressed, which is worth a second of waiting on a
phone's network."""

import gzip
import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import anyio
from anyio import to_thread
from litestar import MediaType, Request, Response
from litestar.exceptions import NotFoundException

from ingle.edge.routes import PUBLIC, get

INDEX = "index.html"
# assets/index-BxK3fa9Q.js: another content has another name
_HASHED = re.compile(r"-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_COMPRESSIBLE = ("text/", "application/json", "application/manifest", "application/wasm", "image/svg")
_IMMUTABLE = "public, max-age=31536000, immutable"
_CHECK_AGAIN = "no-cache"
_TYPES = {
    ".js": "text/javascript",
    ".ts": "text/plain",
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
_FOR_ALL_PAGES = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_DEEPEST = 3  # directories in which a page of its own may lie
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
        asset = find(folder, name)
        if asset is None and _is_page(name):
            asset = nearest_page(folder, name)
        if asset is not None:
            return await _answer(asset, request.headers)
        if _is_page(name):
            return Response(_NOT_BUILT, media_type=MediaType.HTML, status_code=503)
        raise NotFoundException

    return [desktop]


def file_routes(prefix: str, folder: Path, *, for_all_pages: bool = False) -> Sequence[Any]:
    """Handlers for the files of a folder below a path such as `/x/guestbook`; a folder in it is answered with its index.html.

    `for_all_pages`: pages of every origin, and of none, may load them as modules; there is nothing of anybody in them.
    """
    headers = _FOR_ALL_PAGES if for_all_pages else {}

    @get([prefix, f"{prefix}/{{path:path}}"], scope=PUBLIC, include_in_schema=False)
    async def file(request: Request[Any, Any, Any], path: str = "") -> Response[Any]:
        name = path.strip("/")
        asset = find(folder, name) or find(folder, f"{name}/{INDEX}".lstrip("/"))
        if asset is None:
            raise NotFoundException
        answer = await _answer(asset, request.headers)
        answer.headers.update(headers)
        return answer

    return [file]


async def _answer(asset: _Asset, asked: Mapping[str, str]) -> Response[Any]:
    """The file, or that the browser has it already."""
    path = anyio.Path(asset.path)
    status = await path.stat()
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    headers = {"Cache-Control": asset.cache_control, "ETag": tag, "Vary": "Accept-Encoding"}
    if asked.get("if-none-match") == tag:
        return Response(None, status_code=304, headers=headers)
    if asset.media_type.startswith(_COMPRESSIBLE) and "gzip" in asked.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        content = await to_thread.run_sync(_compressed, asset.path, tag)
    else:
        content = await path.read_bytes()
    return Response(content, media_type=asset.media_type, headers=headers)


@lru_cache(maxsize=256)  # the desktop has a few dozen files
def _compressed(path: Path, _tag: str) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


def find(folder: Path, name: str) -> _Asset | None:
    """A file below the folder, never outside of it nor through a link, nor a hidden one."""
    parts = PurePosixPath(name or INDEX).parts
    if any(part.startswith(".") or "\0" in part for part in parts):
        return None
    path = folder.joinpath(*parts)
    if not _is_file(path) or not path.resolve().is_relative_to(folder.resolve()):
        return None
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _Asset(path, media_type, _IMMUTABLE if _HASHED.search(path.name) else _CHECK_AGAIN)


def _is_file(path: Path) -> bool:
    """What no file system could have is no file either."""
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def nearest_page(folder: Path, name: str) -> _Asset | None:
    """The index.html of a directory or, where it has none, of the nearest one above it: `/action/sign-in` is one of many names of one page."""
    parts = PurePosixPath(name).parts
    for count in range(min(len(parts), _DEEPEST), -1, -1):
        asset = find(folder, "/".join([*parts[:count], INDEX]))
        if asset is not None:
            return asset
    return None


def _is_page(name: str) -> bool:
    """Whether a person may have typed it or reloaded there: what looks like a file and is none is missing."""
    return "." not in name.rpartition("/")[2]
