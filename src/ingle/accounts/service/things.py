"""Things that can be shared, of whatever kind: what they are called, and in which mode a caller may use them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ingle.accounts import policy, store
from ingle.accounts.access import Access, Asked
from ingle.accounts.errors import ObjectNotFoundError
from ingle.accounts.model import Mode
from ingle.accounts.ports import Shareable, Shared
from ingle.base.clock import Clock
from ingle.edge.identity import Caller

Known = Mapping[tuple[str, str], tuple[Shared, Mode]]
"""(kind, what was asked for) -> the thing, and the caller's mode."""


class Things:
    def __init__(self, kinds: Mapping[str, Shareable], clock: Clock) -> None:
        self.kinds = kinds
        self._clock = clock

    def known(self, connection: store.Connection, caller: Caller, wanted: Iterable[tuple[str, str]]) -> Known:
        """Those that are there and that the caller may know of. A constant number of queries for each kind, however many there are."""
        by_kind: dict[str, set[str]] = defaultdict(set)
        for kind, reference in wanted:
            by_kind[kind].add(reference)
        found: dict[tuple[str, str], tuple[Shared, Mode]] = {}
        for kind, references in by_kind.items():
            shareable = self.kinds.get(kind)
            there = shareable.describe(connection, references) if shareable else {}
            asked = [Asked(thing.owner, thing.lineage) for thing in there.values()]
            modes, _ = Access(kind, self._clock).answers(connection, caller, asked)
            for (reference, thing), mode in zip(there.items(), modes, strict=True):
                if mode is not None:
                    found[kind, reference] = thing, mode
        return found

    def managed(
        self, connection: store.Connection, caller: Caller, kind: str, reference: str, mode: Mode = Mode.SEE
    ) -> Shared:
        """For who may share it in this mode. Raises ObjectNotFoundError, GrantDeniedError."""
        known = self.known(connection, caller, [(kind, reference)]).get((kind, reference))
        if known is None:
            raise ObjectNotFoundError(f"there is no {kind[:50]} {reference[:100]!r}", field="object")
        thing, own = known
        policy.check_giving(own, mode)
        return thing
