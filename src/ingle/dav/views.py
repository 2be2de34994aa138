"""Properties and locks as XML. Text is put together by hand, because lists are long; everything that came from outside is escaped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from email.utils import format_datetime
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ingle.dav import policy
from ingle.dav.model import Lock, Target, Wanted
from ingle.files import Entry, EntryKind, etag, media_type, moment, properties

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:">'
TAIL = "</D:multistatus>\n"
_LOCK_KINDS = (
    "<D:lockentry><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>"
    "<D:lockentry><D:lockscope><D:shared/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>"
)


class Thing(NamedTuple):
    """What a response is about. `entry` None: `/dav/` itself."""

    target: Target
    entry: Entry | None
    locks: Sequence[Lock] = ()  # that hold for it
    used_bytes: int | None = None  # looked up only when somebody asks for it
    left_bytes: int | None = None

    @property
    def is_directory(self) -> bool:
        return self.entry is None or self.entry.kind == EntryKind.DIRECTORY

    @property
    def href(self) -> str:
        return policy.href(self.target, directory=self.is_directory)


def _length(thing: Thing) -> str | None:
    return None if thing.entry is None or thing.is_directory else str(thing.entry.size)


def _type(thing: Thing) -> str | None:
    return None if thing.entry is None or thing.is_directory else escape(media_type(thing.entry))


def _etag(thing: Thing) -> str | None:
    return (etag(thing.entry) or None) if thing.entry else None


def _modified(thing: Thing) -> str | None:
    if thing.entry is None:
        return None
    return format_datetime(moment(thing.entry.modified_us).replace(microsecond=0), usegmt=True)


def _created(thing: Thing) -> str | None:
    return f"{moment(thing.entry.created_us):%Y-%m-%dT%H:%M:%SZ}" if thing.entry else None


LIVE: dict[str, Callable[[Thing], str | None]] = {
    "resourcetype": lambda thing: "<D:collection/>" if thing.is_directory else "",
    "displayname": lambda thing: escape(thing.target[-1]) if thing.target else None,
    "getcontentlength": _length,
    "getcontenttype": _type,
    "getetag": _etag,
    "getlastmodified": _modified,
    "creationdate": _created,
    "supportedlock": lambda _: _LOCK_KINDS,
    "lockdiscovery": lambda thing: "".join(active_lock(lock) for lock in thing.locks),
}
"""What everything has, or a None has not."""

QUOTA: dict[str, Callable[[Thing], str | None]] = {
    "quota-used-bytes": lambda thing: None if thing.used_bytes is None else str(thing.used_bytes),
    "quota-available-bytes": lambda thing: None if thing.left_bytes is None else str(thing.left_bytes),
}
"""RFC 4331; only for those who ask for them by name."""

_D = "{DAV:}"


def is_protected(name: str) -> bool:
    """Whether only the server says what it is."""
    return name.startswith(_D) and name[len(_D) :] in (LIVE | QUOTA)


def wants_quota(wanted: Wanted) -> bool:
    return any(name.startswith(_D) and name[len(_D) :] in QUOTA for name in wanted.properties)


def response(thing: Thing, wanted: Wanted) -> str:
    """What a PROPFIND says of one thing."""
    kept = properties(thing.entry) if thing.entry else {}
    if wanted.names:
        names = [*(_D + name for name in LIVE), *kept]
        return _response(thing.href, [("200 OK", "".join(map(_empty, names)))])
    found, missing = [], []
    if wanted.every:
        found = [_live(name, value) for name, make in LIVE.items() if (value := make(thing)) is not None]
        found += [value for value in kept.values() if value is not None]
    for name in wanted.properties:
        value = _value(thing, name, kept)
        if value is not None:
            found.append(value)
        elif not wanted.every:
            missing.append(_empty(name))
    parts = [("200 OK", "".join(found))] if found or not missing else []
    if missing:
        parts.append(("404 Not Found", "".join(missing)))
    return _response(thing.href, parts)


def patched(href: str, names: Iterable[str]) -> str:
    """What a PROPPATCH says: all of it was done; or, where something is protected, nothing."""
    listed = list(names)
    refused = [name for name in listed if is_protected(name)]
    if not refused:
        return _response(href, [("200 OK", "".join(map(_empty, listed)))])
    others = [name for name in listed if not is_protected(name)]
    parts = [("403 Forbidden", "".join(map(_empty, refused)))]
    if others:
        parts.append(("424 Failed Dependency", "".join(map(_empty, others))))
    return _response(href, parts)


def lock_discovery(locks: Iterable[Lock]) -> str:
    """The body of an answer to LOCK."""
    inside = "".join(active_lock(lock) for lock in locks)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<D:prop xmlns:D="DAV:">'
        f"<D:lockdiscovery>{inside}</D:lockdiscovery></D:prop>\n"
    )


def active_lock(lock: Lock) -> str:
    root = policy.href(tuple(name for name in lock.path.split("/") if name), directory=False)
    return (
        "<D:activelock><D:locktype><D:write/></D:locktype>"
        f"<D:lockscope><D:{'shared' if lock.shared else 'exclusive'}/></D:lockscope>"
        f"<D:depth>{'infinity' if lock.deep else '0'}</D:depth>{lock.owner}"
        f"<D:timeout>Second-{lock.seconds}</D:timeout>"
        f"<D:locktoken><D:href>{lock.token}</D:href></D:locktoken>"
        f"<D:lockroot><D:href>{escape(root)}</D:href></D:lockroot></D:activelock>"
    )


def _value(thing: Thing, name: str, kept: Mapping[str, str | None]) -> str | None:
    if name.startswith(_D) and (make := (LIVE | QUOTA).get(name[len(_D) :])) is not None:
        value = make(thing)
        return None if value is None else _live(name[len(_D) :], value)
    return kept.get(name)


def _live(name: str, value: str) -> str:
    return f"<D:{name}>{value}</D:{name}>" if value else f"<D:{name}/>"


def _empty(name: str) -> str:
    """The element of a property's name, `{namespace}local` as ElementTree writes it, which has found it well-formed."""
    space, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
    return f"<D:{local}/>" if space == "DAV:" else f"<{local} xmlns={quoteattr(space)}/>"


def _response(href: str, parts: Iterable[tuple[str, str]]) -> str:
    told = "".join(
        f"<D:propstat><D:prop>{inside}</D:prop><D:status>HTTP/1.1 {status}</D:status></D:propstat>"
        for status, inside in parts
    )
    return f"<D:response><D:href>{escape(href)}</D:href>{told}</D:response>"
