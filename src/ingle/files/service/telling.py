"""Who hears of a change, and as what: everybody who may know of the entry, by grants as they are in the transaction that makes the change.

Facts are kept (runtime/outbox), so all processes tell them, and who was away hears them later. What was revoked before a change tells nothing of it.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ingle.files import policy, views
from ingle.files.model import Change, Entry, Happening, Lineage
from ingle.files.ports import Access
from ingle.files.store import Connection
from ingle.runtime.outbox import put_for


class Told(NamedTuple):
    change: Change
    lineage: Lineage
    was: tuple[Entry, Lineage] | None  # of a move


def tell(connection: Connection, access: Access, several: Sequence[Told]) -> None:
    """The transaction's last act. Grants on what was removed are forgotten, now that nobody needs to be found by them."""
    for tree in sorted({told.change.entry.tree for told in several}):
        _tell_of(connection, access, tree, [told for told in several if told.change.entry.tree == tree])


def _tell_of(connection: Connection, access: Access, tree: str, several: Sequence[Told]) -> None:
    lineages = [told.lineage for told in several] + [told.was[1] for told in several if told.was]
    audiences = dict(
        zip(
            lineages,
            access.audiences(connection, tree, [[step.id for step in lineage] for lineage in lineages]),
            strict=True,
        )
    )
    removed = [told.change.entry.id for told in several if told.change.happened == Happening.REMOVED]
    for told in several:
        sees = audiences[told.lineage]
        saw = audiences[told.was[1]] if told.was else sees
        for happened, owners in _divided(Happening(told.change.happened), saw, sees).items():
            _put(connection, _as(told, happened), owners)
    if any(len(audiences[told.lineage]) > 1 for told in several if told.change.entry.id in removed):
        access.forget(connection, removed)


def _divided(
    happened: Happening, saw: Collection[str], sees: Collection[str]
) -> dict[Happening, Collection[str]]:
    """A move is for some that something came, and for others that it went."""
    found: dict[Happening, list[str]] = {}
    for person in {*saw, *sees}:
        found.setdefault(policy.told_as(happened, person in saw, person in sees), []).append(person)
    return dict(found)


def _as(told: Told, happened: Happening) -> Change:
    """Nobody learns of the place that they may not see."""
    change = told.change
    if happened is change.happened or told.was is None:
        return change
    if happened is Happening.ADDED:
        return change._replace(happened=happened, old_path="")
    return change._replace(happened=happened, entry=told.was[0], path=change.old_path, old_path="")


def _put(connection: Connection, change: Change, owners: Collection[str]) -> None:
    at = views.moment(change.at_us)
    data = views.change(change)
    put_for(connection, f"file.{change.happened}", owners=owners, subject=change.entry.id, at=at, data=data)
