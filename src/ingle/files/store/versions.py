"""What entries held before."""

from collections.abc import Sequence

import sqlalchemy as sa

from ingle.files.model import Version
from ingle.files.store import Connection
from ingle.files.tables import contents, entries, trees, versions
from ingle.runtime.prepared import Prepared

_COLUMNS = tuple(versions.c[name] for name in Version._fields)
_INSERT = Prepared(versions.insert())
_SURPLUS = Prepared(
    sa.select(*_COLUMNS)
    .where(versions.c.entry == sa.bindparam("entry"))
    .order_by(versions.c.id.desc())
    .limit(sa.bindparam("most"))
    .offset(sa.bindparam("kept"))
)
_DELETE = Prepared(versions.delete().where(versions.c.id == sa.bindparam("version")))
_RELEASE = Prepared(
    contents.update().where(contents.c.id == sa.bindparam("content")).values(refs=contents.c.refs - 1)
)
_AS_MANY_AS_THERE_ARE = 1 << 40


def add(connection: Connection, version: Version) -> None:
    _INSERT.run(connection, version._asdict())


def find(connection: Connection, version_id: str) -> Version | None:
    row = connection.execute(sa.select(*_COLUMNS).where(versions.c.id == version_id)).first()
    return None if row is None else Version(*row)


def list_of(connection: Connection, entry_id: str, *, before: str | None = None, limit: int) -> list[Version]:
    """The newest first; from behind this one."""
    query = (
        sa.select(*_COLUMNS).where(versions.c.entry == entry_id).order_by(versions.c.id.desc()).limit(limit)
    )
    if before is not None:
        query = query.where(versions.c.id < before)
    return [Version(*row) for row in connection.execute(query)]


def surplus(connection: Connection, entry_id: str, kept: int) -> Sequence[Version]:
    """Those of an entry beyond the newest so many."""
    asked = {"entry": entry_id, "kept": kept, "most": _AS_MANY_AS_THERE_ARE}
    return [Version(*row) for row in _SURPLUS.all(connection, asked)]


def remove(connection: Connection, several: Sequence[Version]) -> int:
    """And let go of their contents; the bytes that are free now."""
    for version in several:
        _DELETE.run(connection, {"version": version.id})
        _RELEASE.run(connection, {"content": version.content})
    return sum(version.size for version in several)


def remove_older(connection: Connection, horizon_us: int, limit: int) -> int:
    """Remove versions that were replaced before then, the oldest first, and count their bytes off their trees; how many there were."""
    query = (
        sa.select(*_COLUMNS, entries.c.tree)
        .join(entries, entries.c.id == versions.c.entry)
        .where(versions.c.replaced_us < horizon_us)
        .order_by(versions.c.replaced_us)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    for row in sorted(
        rows, key=lambda row: row[-1]
    ):  # trees in one order, so that two who do this do not wait for each other
        freed = remove(connection, [Version(*row[:-1])])
        connection.execute(
            trees.update().where(trees.c.id == row[-1]).values(used_bytes=trees.c.used_bytes - freed)
        )
    return len(rows)
