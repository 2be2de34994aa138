"""What can be shared, as accounts sees it, and what was shared, as capabilities ask: adapters between them, as in joints.py."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from ingle.accounts import Mode, Shared, held
from ingle.apps.tables import apps
from ingle.edge.identity import Caller
from ingle.files.store import entries as file_entries
from ingle.files.tables import entries
from ingle.runtime.db import Database


class SharedApps:
    """Satisfies accounts.ports.Shareable."""

    def describe(self, connection: sa.Connection, object_ids: Collection[str]) -> Mapping[str, Shared]:
        keys = {asked: asked.lower() for asked in object_ids}
        wanted = sa.or_(apps.c.id.in_(keys), apps.c.name_key.in_(keys.values()))
        rows = connection.execute(
            sa.select(apps.c.id, apps.c.name_key, apps.c.owner, apps.c.name).where(wanted)
        )
        found: dict[str, Shared] = {}
        for row in rows:
            thing = Shared(row.id, row.owner or "", [row.id], row.name)
            found[row.id] = found[row.name_key] = thing
        return {
            asked: found.get(asked) or found[key]
            for asked, key in keys.items()
            if asked in found or key in found
        }


class SharedEntries:
    """Satisfies accounts.ports.Shareable: files and directories, by id."""

    def describe(self, connection: sa.Connection, object_ids: Collection[str]) -> Mapping[str, Shared]:
        wanted = sa.select(entries.c.id, entries.c.tree, entries.c.name).where(entries.c.id.in_(object_ids))
        rows = connection.execute(wanted).all()
        above = file_entries.parents_of(connection, [row.id for row in rows])
        return {row.id: Shared(row.id, row.tree, _lineage(row.id, above), row.name) for row in rows}


def _lineage(entry_id: str, above: Mapping[str, tuple[str, str]]) -> Sequence[str]:
    """From the root to the entry. `above`: parent and name by id; the root's parent is none."""
    steps = [entry_id]
    while parent := above[steps[-1]][0]:
        steps.append(parent)
    return steps[::-1]


class GrantedNamespaces:
    """Satisfies kv.ports.AppDataGrants: `app-data:APP:kv:read` and `app-data:APP:kv:write`, or what both begin with."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def mode(self, caller: Caller, app_id: str) -> Mode | None:
        read, write = (f"app-data:{app_id}:kv:{verb}" for verb in ("read", "write"))
        there = await self._db.read(lambda connection: held(connection, caller, [read, write]))
        if write in there:
            return Mode.WRITE
        return Mode.READ if read in there else None
