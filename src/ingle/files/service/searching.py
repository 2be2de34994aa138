"""Finding files by what they are called, and by what they say."""

from collections.abc import Iterator, Sequence
from itertools import islice

from ingle.accounts import Mode
from ingle.edge.identity import Caller
from ingle.files import policy
from ingle.files.model import Entry, FoundText, Lineage, Place, Step, path_of
from ingle.files.names import APP_DATA, TRASH
from ingle.files.policy import NEEDED, OWN, Reference
from ingle.files.service.ground import Ground
from ingle.files.store import Connection, entries, texts

_CANDIDATES = 1000  # of a search, from which those that may be seen are taken
_TOGETHER = 20  # texts that are in memory at once


class Searching:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def names(
        self, caller: Caller, text: str, *, under: str | None = None, limit: int
    ) -> list[tuple[str, Entry]]:
        """Paths and entries whose name has all of these words in it, whatever their case; not what is in the trash, unless that is searched.

        Raises EntryNotFoundError, AccessDeniedError, NotDirectoryError.
        """
        words = [policy.search_key(word) for word in text.split()]

        def read(connection: Connection) -> list[tuple[str, Entry]]:
            place = self._place(connection, caller, under)
            found = entries.search(connection, place.entry.tree, words, limit=_CANDIDATES)
            return list(self._allowed(connection, caller, place, found, Mode.SEE))[:limit]

        return await self._ground.read(caller, read) if words else []

    async def contents(
        self, caller: Caller, text: str, *, under: str | None = None, limit: int
    ) -> list[FoundText]:
        """Files that have words beginning with each of these, those that were changed last first, and where they say them; some seconds after they were
        written. Where it searches, and what it raises: as `names`."""
        words = policy.asked_words(text)

        def read(connection: Connection) -> list[FoundText]:
            place = self._place(connection, caller, under)
            found = texts.search(connection, place.entry.tree, words, limit=_CANDIDATES)
            text_ids = {entry.id: text_id for text_id, entry in found.items()}
            allowed = self._allowed(connection, caller, place, list(found.values()), NEEDED["read"])
            told: list[FoundText] = []
            while len(told) < limit and (some := list(islice(allowed, _TOGETHER))):
                bodies = texts.bodies(connection, [text_ids[file.id] for _, file in some])
                for path, file in some:
                    if (excerpt := policy.excerpt(bodies[text_ids[file.id]], words)) is not None:
                        told.append(FoundText(path, file, excerpt))
            return told[:limit]

        return await self._ground.read(caller, read) if words else []

    def _place(self, connection: Connection, caller: Caller, under: str | None) -> Place:
        reference = policy.parse(under) if under else Reference(OWN, "", _own_part(caller))
        return self._ground.locator.find_directory(connection, caller, reference)

    def _allowed(
        self, connection: Connection, caller: Caller, place: Place, found: Sequence[Entry], needed: Mode
    ) -> Iterator[tuple[str, Entry]]:
        """With their paths; by one query for all that they lie in."""
        above = entries.parents_of(connection, [entry.id for entry in found])
        lineages = [_lineage(above, entry.id) for entry in found]
        modes = self._ground.locator.modes(connection, caller, place.entry.tree, lineages)
        in_trash = len(place.lineage) > 1 and place.lineage[1].name == TRASH
        for entry, lineage, mode in zip(found, lineages, modes, strict=True):
            below = len(lineage) > len(place.lineage) and lineage[: len(place.lineage)] == place.lineage
            if mode is not None and mode >= needed and below and (in_trash or not policy.in_trash(lineage)):
                yield path_of(place.owner, lineage), entry


def _own_part(caller: Caller) -> tuple[str, ...]:
    """Where somebody searches who does not say where: in all that is theirs, or the app's."""
    return (APP_DATA, caller.app_id) if caller.app_id else ()


def _lineage(above: dict[str, tuple[str, str]], entry_id: str) -> Lineage:
    steps: list[Step] = []
    here = entry_id
    while here in above:
        parent, name = above[here]
        steps.append(Step(here, name))
        here = parent
    return tuple(reversed(steps))
