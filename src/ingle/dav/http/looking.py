"""OPTIONS, HEAD, PROPFIND, and what GET needs."""

from collections.abc import AsyncIterator, Sequence

from ingle.dav import policy, views
from ingle.dav.errors import MethodNotHereError
from ingle.dav.http.answers import XML, Answer
from ingle.dav.http.asked import Asked
from ingle.dav.model import Depth, Lock, Wanted
from ingle.dav.service import Dav, Part
from ingle.files import Reading, headers_of

ALLOWED = "OPTIONS, GET, HEAD, PUT, DELETE, MKCOL, PROPFIND, PROPPATCH, COPY, MOVE, LOCK, UNLOCK"


async def options(_dav: Dav, _asked: Asked) -> Answer:
    """MS-Author-Via keeps Windows from asking in FrontPage's way."""
    return Answer(200, {"DAV": "1, 2", "Allow": ALLOWED, "MS-Author-Via": "DAV"})


async def open_file(dav: Dav, asked: Asked) -> Reading:
    """Raises MethodNotHereError for a directory, EntryNotFoundError, AccessDeniedError."""
    if not asked.target:
        raise MethodNotHereError("a directory is listed by PROPFIND", allow="OPTIONS, PROPFIND")
    return await dav.files.contents.open(asked.caller, policy.service_path(asked.target))


async def head(dav: Dav, asked: Asked) -> Answer:
    reading = await open_file(dav, asked)
    headers = headers_of(reading, download=False)
    return Answer(200, headers | {"Content-Length": str(reading.content.size)}, _nothing())


async def _nothing() -> AsyncIterator[str]:
    return
    yield


async def propfind(dav: Dav, asked: Asked) -> Answer:
    wanted = policy.read_wanted(await asked.text())
    depth = policy.read_depth(asked.headers.get("depth"), Depth.INFINITY)
    first, rest = await dav.looking.parts(asked.caller, asked.target, depth)
    locks = await dav.looking.locks(asked.target, first.path)
    storage = await dav.looking.storage(asked.caller) if views.wants_quota(wanted) else (None, None)
    return Answer(207, {"Content-Type": XML}, _multistatus(first, rest, wanted, locks, storage))


async def _multistatus(
    first: Part,
    rest: AsyncIterator[Sequence[Part]],
    wanted: Wanted,
    locks: Sequence[Lock],
    storage: tuple[int | None, int | None],
) -> AsyncIterator[str]:
    def told(part: Part) -> str:
        holding = policy.covering(locks, part.path) if locks else ()
        return views.response(views.Thing(part.target, part.entry, holding, *storage), wanted)

    yield views.HEAD + told(first)
    async for parts in rest:
        yield "".join(map(told, parts))
    yield views.TAIL
