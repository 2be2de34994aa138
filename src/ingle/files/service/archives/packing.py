"""Directories and files out as one archive that is made while it is sent: however much it is, little of it is in memory at a time."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from anyio import to_thread

from ingle.base.units import KIB
from ingle.edge.identity import Caller
from ingle.files import policy
from ingle.files.errors import ByteStoreError, TooManyEntriesError
from ingle.files.model import Entry, Kind, Place
from ingle.files.policy import NEEDED
from ingle.files.ports import ByteStore
from ingle.files.service.archives.packers import MEDIA_TYPES, Format, Member, Packer, make_packer
from ingle.files.service.contents import Contents, Outcome, Terms
from ingle.files.service.ground import Ground
from ingle.files.store import Connection, contents, subtrees

MAX_PACKED = 100_000  # entries
_PIECE = 64 * KIB
_SMALL = 4096  # bytes; to pack so many here costs less than the way to a thread


@dataclass(frozen=True)
class Packed:
    """What an archive will hold. Nothing is read before `Packing.stream` is."""

    name: str  # of the archive, without an extension
    members: Sequence[tuple[Member, Entry]]


class Packing:
    def __init__(self, ground: Ground, files: Contents, *, stores: Mapping[str, ByteStore]) -> None:
        self._ground = ground
        self._files = files
        self._stores = stores

    async def pack(self, caller: Caller, paths: Sequence[str]) -> Packed:
        """Entries, directories with all that is in them, but no shortcuts, which mean nothing elsewhere.

        Raises EntryNotFoundError, AccessDeniedError, TooManyEntriesError.
        """
        references = [policy.parse(path) for path in paths]

        def read(connection: Connection) -> Packed:
            find = self._ground.locator.find
            places = [find(connection, caller, one, NEEDED["read"]) for one in references]
            members: list[tuple[Member, Entry]] = []
            taken: set[str] = set()
            for place in places:
                top = policy.free_name(place.entry.name or place.owner.name, taken)
                taken.add(policy.name_key(top))
                members += _members(connection, place, top, MAX_PACKED - len(members))
            return Packed(_name(places), members)

        return await self._ground.read(caller, read)

    async def keep(self, caller: Caller, paths: Sequence[str], into: str, format_: Format) -> Outcome:
        """An archive as a file of that directory, called like what is in it; where the name is taken, it gets another.

        Raises what `pack` and `Contents.write` do.
        """
        packed = await self.pack(caller, paths)
        terms = Terms(media_type=MEDIA_TYPES[format_], dedupe=True)
        async with aclosing(self.stream(packed, format_)) as content:
            return await self._files.write(caller, f"{into}/{packed.name}.{format_}", content, terms)

    async def stream(self, packed: Packed, format_: Format) -> AsyncGenerator[bytes, None]:
        """The archive's bytes, in pieces that are worth sending. What was removed meanwhile is left out. Raises ByteStoreError where bytes end early."""
        packer, gathered = make_packer(format_), bytearray()
        try:
            async with aclosing(self._pieces(packer, packed.members)) as pieces:
                async for piece in pieces:
                    gathered += piece
                    if len(gathered) >= _PIECE:
                        yield bytes(gathered)
                        gathered.clear()
            yield bytes(gathered)
        finally:
            packer.discard()

    async def _pieces(
        self, packer: Packer, members: Sequence[tuple[Member, Entry]]
    ) -> AsyncGenerator[bytes, None]:
        for member, entry in members:
            async with aclosing(self._data(entry)) as data:
                try:
                    first = await anext(data, b"")
                except _GoneError:
                    continue
                yield packer.begin(member)
                if first:
                    yield await _packed(packer.add, first)
                async for piece in data:
                    yield await _packed(packer.add, piece)
                yield packer.end()
        yield packer.finish()

    async def _data(self, entry: Entry) -> AsyncGenerator[bytes, None]:
        """Raises _GoneError before the first byte, ByteStoreError after it."""
        if entry.content is None or entry.size == 0:
            return
        content = await self._ground.glance(lambda c: contents.find(c, entry.content or ""))
        if content is None:
            raise _GoneError
        begun = False
        try:
            async with self._stores[content.store].read(content.id) as data:
                async for piece in data:
                    begun = True
                    yield piece
        except ByteStoreError as error:
            raise error if begun else _GoneError from error


class _GoneError(Exception):
    """The entry was removed after it was listed."""


async def _packed(add: Callable[[bytes], bytes], data: bytes) -> bytes:
    return add(data) if len(data) <= _SMALL else await to_thread.run_sync(add, data)


def _members(connection: Connection, place: Place, top: str, room: int) -> list[tuple[Member, Entry]]:
    """In the order of their paths, so that what lies together stays together. Raises TooManyEntriesError."""
    found = [(top, place.entry)]
    if place.entry.kind == Kind.DIRECTORY:
        below = subtrees.walk(connection, place.entry.id, depth=policy.MAX_DEPTH, limit=room)
        found += sorted((f"{top}/{path}", entry) for _, path, entry in below)
    if len(found) > room:
        raise TooManyEntriesError(f"an archive holds at most {MAX_PACKED} entries")
    return [
        (Member(path, entry.kind == Kind.DIRECTORY, entry.size, entry.modified_us), entry)
        for path, entry in found
        if entry.kind != Kind.SHORTCUT
    ]


def _name(places: Sequence[Place]) -> str:
    """Of the only one, else of what they lie in."""
    first = places[0]
    if len(places) == 1:
        return first.entry.name or first.owner.name
    return (first.lineage[-2].name if len(first.lineage) > 1 else "") or first.owner.name
