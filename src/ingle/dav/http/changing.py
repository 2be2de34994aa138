"""PUT, DELETE, MKCOL, PROPPATCH, COPY, MOVE."""

from ingle.dav import policy, views
from ingle.dav.errors import BadRequestError, UnsupportedBodyError
from ingle.dav.http.answers import Answer, xml
from ingle.dav.http.asked import Asked
from ingle.dav.model import Depth
from ingle.dav.service import Dav
from ingle.files import EntryKind, etag


async def put(dav: Dav, asked: Asked) -> Answer:
    """A part of a file cannot be written: a client that thinks so would cut off the rest (RFC 9110 section 14.4)."""
    if "content-range" in asked.headers:
        raise BadRequestError("a file is written as a whole", field="content-range")
    modified_us = policy.read_moment(asked.headers.get("x-oc-mtime"))
    place, created = await dav.changing.put(
        asked.caller,
        asked.target,
        asked.content(),
        asked.conditions,
        media_type=asked.media_type,
        size=asked.size,
        modified_us=modified_us,
    )
    headers = {"ETag": etag(place.entry)}
    if modified_us is not None:
        headers["X-OC-MTime"] = "accepted"
    return Answer(201 if created else 204, headers)


async def delete(dav: Dav, asked: Asked) -> Answer:
    if policy.read_depth(asked.headers.get("depth"), Depth.INFINITY) is not Depth.INFINITY:
        raise BadRequestError(
            "a directory is removed with all that is in it (Depth: infinity)", field="depth"
        )
    await dav.changing.remove(asked.caller, asked.target, asked.conditions)
    return Answer(204)


async def mkcol(dav: Dav, asked: Asked) -> Answer:
    if await asked.text():
        raise UnsupportedBodyError("a directory is made without a body")
    await dav.changing.make_directory(asked.caller, asked.target, asked.conditions)
    return Answer(201)


async def proppatch(dav: Dav, asked: Asked) -> Answer:
    """All or nothing."""
    patch = policy.read_patch(await asked.text())
    if any(map(views.is_protected, patch.changed)):
        place = await dav.looking.place(asked.caller, asked.target)
    else:
        place = await dav.changing.patch(asked.caller, asked.target, patch.changed, asked.conditions)
    href = policy.href(asked.target, directory=place.entry.kind == EntryKind.DIRECTORY)
    return xml(207, views.HEAD + views.patched(href, patch.changed) + views.TAIL)


async def copy(dav: Dav, asked: Asked) -> Answer:
    depth = policy.read_depth(asked.headers.get("depth"), Depth.INFINITY)
    if depth is Depth.ONE:
        raise BadRequestError("a copy is of Depth 0 or infinity", field="depth")
    made = await dav.changing.copy(
        asked.caller,
        asked.target,
        policy.read_destination(asked.headers.get("destination")),
        asked.conditions,
        overwrite=policy.read_overwrite(asked.headers.get("overwrite")),
        shallow=depth is Depth.ZERO,
    )
    return Answer(201 if made else 204)


async def move(dav: Dav, asked: Asked) -> Answer:
    if policy.read_depth(asked.headers.get("depth"), Depth.INFINITY) is not Depth.INFINITY:
        raise BadRequestError("a directory is moved with all that is in it (Depth: infinity)", field="depth")
    made = await dav.changing.move(
        asked.caller,
        asked.target,
        policy.read_destination(asked.headers.get("destination")),
        asked.conditions,
        overwrite=policy.read_overwrite(asked.headers.get("overwrite")),
    )
    return Answer(201 if made else 204)
