"""What an app's fields can be, who finds it, and which apps open a file: pure decisions."""

import base64
import binascii
import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from ingle.apps.errors import AppInvalidError, ListingDeniedError
from ingle.apps.model import App, Icon, Seen, Visibility
from ingle.apps.names import APP, RESERVED
from ingle.base.ids import is_id

MAX_NAME = 60
MAX_TITLE = 100
MAX_DESCRIPTION = 2000
MAX_URL = 2000
MAX_TYPES = 64
MAX_METADATA_BYTES = 16 * 1024
MAX_ICON_BYTES = 256 * 1024

_NAME = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{MAX_NAME - 1}}}")
_EXTENSION = re.compile(r"\.[a-z0-9][a-z0-9._+-]{0,31}")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/(\*|[a-z0-9][a-z0-9.+-]{0,95})")
_ICON = re.compile(
    r"data:(image/(?:png|jpeg|gif|webp|svg\+xml))((?:;[a-z0-9-]+=[a-z0-9-]+)*)(;base64)?,(.*)", re.DOTALL
)
_SITE = re.compile(r"/sites/[a-z0-9-]{1,63}/(?!.*\.\.)[^\\]*")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def check_name(name: str) -> str:
    """Raises AppInvalidError."""
    if _NAME.fullmatch(name) is None:
        raise AppInvalidError(
            f"an app's name has at most {MAX_NAME} letters, digits, dashes and underscores, and begins with one of the first two",
            field="name",
        )
    if name.lower() in RESERVED or is_id(name.lower(), APP):
        raise AppInvalidError(f"the name {name!r} is Ingle's own; choose another one", field="name")
    return name


def other_names(name: str) -> Iterable[str]:
    """What to try when a name is taken: `chess-1`, `chess-2` …"""
    for number in range(1, 100):
        ending = f"-{number}"
        yield name[: MAX_NAME - len(ending)] + ending


def check_texts(title: str, description: str) -> None:
    """Raises AppInvalidError."""
    for field, text, most in (("title", title, MAX_TITLE), ("description", description, MAX_DESCRIPTION)):
        if len(text) > most or any(ord(character) < 32 and character not in "\n\t" for character in text):
            raise AppInvalidError(
                f"the {field} has at most {most} characters, and none that steer", field=field
            )


def check_url(url: str) -> str:
    """An absolute http(s) URL without credentials, or a path below the sites of this host, however it is called. Raises AppInvalidError."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.username is None
        fine = fine or _SITE.fullmatch(url) is not None
        _ = parts.port
    except ValueError:
        fine = False
    if not fine or len(url) > MAX_URL or any(character <= " " for character in url):
        raise AppInvalidError(
            f"{url[:100]!r} is not the address of a page (http, https, or /sites/…/ on this host)",
            field="index_url",
        )
    return url


def origin_of(text: str) -> str:
    """An origin as browsers write it: `https://example.com`, `http://localhost:8080`. Raises AppInvalidError."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = (parts.hostname or "").lower()
    if parts.scheme not in _DEFAULT_PORTS or not host or len(host) > 253 or parts.username is not None:
        raise AppInvalidError(f"{text[:100]!r} is not an origin such as https://example.com", field="origin")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + ("" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}")


def check_types(types: Collection[str]) -> tuple[str, ...]:
    """Extensions and media types, in lower case and each once. Raises AppInvalidError."""
    if len(types) > MAX_TYPES:
        raise AppInvalidError(f"an app opens at most {MAX_TYPES} types of files", field="types")
    found = dict.fromkeys(kind.strip().lower() for kind in types)
    for kind in found:
        if _EXTENSION.fullmatch(kind) is None and _MEDIA_TYPE.fullmatch(kind) is None:
            raise AppInvalidError(
                f"{kind[:100]!r} is neither like .txt nor like text/plain or image/*", field="types"
            )
    return tuple(found)


def check_metadata(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raises AppInvalidError."""
    if len(json.dumps(metadata)) > MAX_METADATA_BYTES:
        raise AppInvalidError(f"metadata has at most {MAX_METADATA_BYTES} bytes as JSON", field="metadata")
    return metadata


def parse_icon(url: str) -> Icon | None:
    """The picture in a data: URL; None for "". Raises AppInvalidError."""
    if not url:
        return None
    match = _ICON.fullmatch(url)
    if match is None or not match[3]:
        raise AppInvalidError(
            "an icon is a data: URL of PNG, JPEG, GIF, WebP or SVG, in base64", field="icon"
        )
    try:
        content = base64.b64decode(match[4], validate=True)
    except (binascii.Error, ValueError) as error:
        raise AppInvalidError("the icon's base64 is broken", field="icon") from error
    if not content or len(content) > MAX_ICON_BYTES:
        raise AppInvalidError(f"an icon has at most {MAX_ICON_BYTES} bytes", field="icon")
    return Icon(match[1], content)


def check_visibility(wanted: Visibility, present: Visibility | None, *, admin: bool) -> Visibility:
    """Whoever is no admin can only leave a listed app listed. Raises ListingDeniedError."""
    if wanted is Visibility.LISTED and present is not Visibility.LISTED and not admin:
        raise ListingDeniedError
    return wanted


def may_find(app: App, user_id: str, *, admin: bool) -> bool:
    return app.visibility is not Visibility.PRIVATE or app.owner == user_id or admin


def may_change(app: App, user_id: str, *, admin: bool) -> bool:
    return app.owner == user_id or admin


def types_of(file_name: str, media_type: str) -> tuple[str, ...]:
    """By which types a file is known, the closest first: `.tar.gz`, `.gz`, `application/gzip`, `application/*`."""
    _, *endings = file_name.lower().split(".")
    extensions = [".".join(["", *endings[at:]]) for at in range(len(endings))]
    kind = media_type.partition(";")[0].strip().lower()
    media = [kind, kind.partition("/")[0] + "/*"] if "/" in kind else []
    return tuple(dict.fromkeys([one for one in extensions if one != "."] + media))


def rank(candidates: Iterable[Seen], types: tuple[str, ...], default: str | None) -> list[Seen]:
    """Apps that open a file: the person's own choice, then what they installed, then who names the closest type, then who is used most."""

    def place(seen: Seen) -> tuple[bool, bool, int, int, str]:
        closeness = min((at for at, kind in enumerate(types) if kind in seen.app.types), default=len(types))
        return (
            seen.app.id != default,
            not seen.use.installed,
            closeness,
            -seen.use.opens,
            seen.app.name.lower(),
        )

    return sorted(candidates, key=place)
