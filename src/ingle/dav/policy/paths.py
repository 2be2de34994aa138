"""Addresses and the names in them."""

import unicodedata
from urllib.parse import quote, unquote_to_bytes, urlsplit

from ingle.dav.errors import BadRequestError
from ingle.dav.model import Target
from ingle.dav.names import PREFIX

_SAFE = "!$&'()*+,;=:@"  # what a segment may have as it is (RFC 3986 section 3.3), besides what `quote` leaves alone


def read_target(path: str) -> Target:
    """Of the path of an address as it was sent, still encoded. Raises BadRequestError."""
    if path != PREFIX and not path.startswith(f"{PREFIX}/"):
        raise BadRequestError(f"this is not below {PREFIX}/")
    return tuple(_name(segment) for segment in path[len(PREFIX) :].split("/") if segment)


def read_destination(header: str | None) -> Target:
    """Of a Destination. Scheme and host are not looked at: behind a proxy they are others than ours, and a prefix that a proxy took away may be
    there. Raises BadRequestError."""
    if header is None:
        raise BadRequestError("this needs the header Destination", field="destination")
    try:
        path = urlsplit(header.strip()).path
    except ValueError as error:
        raise BadRequestError("Destination is no address", field="destination") from error
    if not path.startswith(f"{PREFIX}/"):
        path = path[max(0, path.find(f"{PREFIX}/")) :]
    return read_target(path)


def _name(segment: str) -> str:
    """Decoded. A slash that was encoded would be another name than the one that was meant. Raises BadRequestError."""
    try:
        name = unquote_to_bytes(segment).decode()
    except UnicodeDecodeError as error:
        raise BadRequestError("an address is UTF-8", field="path") from error
    if "/" in name:
        raise BadRequestError("a name has no slash", field="path")
    return name


def href(target: Target, *, directory: bool) -> str:
    """The address of a target; that of a directory ends with a slash."""
    path = "/".join([PREFIX, *(quote(name, safe=_SAFE) for name in target)])
    return f"{path}/" if directory else path


def service_path(target: Target) -> str:
    """How files name it."""
    return "/" + "/".join(target)


def canonical(path: str) -> str:
    """How locks name it: of all ways to write a path one."""
    return unicodedata.normalize("NFC", path)
