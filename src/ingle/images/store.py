"""Reading and writing images: functions of an open transaction, for `db.read` and `db.write`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import msgspec
import sqlalchemy as sa

from ingle.base.ids import is_id
from ingle.base.paging import Page
from ingle.images.errors import ImageNameTakenError
from ingle.images.model import Image, ImageConfig, Root, Source, State
from ingle.images.names import ID_PREFIX
from ingle.images.policy import names_meant
from ingle.images.tables import images

Connection = sa.Connection


def add(connection: Connection, image: Image) -> None:
    """Raises ImageNameTakenError."""
    values = {name: value for name, value in vars(image).items() if name != "root"}
    try:
        connection.execute(images.insert().values(**values, **_root_values(image.root)))
    except sa.exc.IntegrityError as error:
        raise ImageNameTakenError(image.name) from error


def find(connection: Connection, owner: str, reference: str) -> Image | None:
    """By id, or by a name that is meant: `nginx:latest` finds `nginx`."""
    if is_id(reference, ID_PREFIX):
        return _one(connection, images.c.owner == owner, images.c.id == reference)
    for name in names_meant(reference):
        found = _one(connection, images.c.owner == owner, images.c.name == name)
        if found is not None:
            return found
    return None


def get(connection: Connection, image_id: str) -> Image | None:
    """Of any owner."""
    return _one(connection, images.c.id == image_id)


def find_name(connection: Connection, owner: str, name: str) -> Image | None:
    """By exactly this name."""
    return _one(connection, images.c.owner == owner, images.c.name == name)


def list_images(connection: Connection, owner: str, *, after: str | None, limit: int) -> Page[Image]:
    query = images.select().where(images.c.owner == owner).order_by(images.c.id).limit(limit + 1)
    if after is not None:
        query = query.where(images.c.id > after)
    found = _all(connection, query)
    kept = found[:limit]  # one more than the limit was read, to know whether there are more
    return Page(kept, kept[-1].id if len(found) > limit else None)


def all_of(connection: Connection, owner: str) -> list[Image]:
    return _all(connection, images.select().where(images.c.owner == owner).order_by(images.c.id))


def ready_ids(connection: Connection) -> Sequence[str]:
    """Of every owner."""
    return connection.execute(sa.select(images.c.id).where(images.c.state == State.READY)).scalars().all()


def finish(connection: Connection, image: Image) -> bool:
    """Record the outcome of the making; False when the image is gone, or is no longer being made."""
    changed = connection.execute(
        images.update()
        .where(images.c.id == image.id, images.c.state == State.PREPARING)
        .values(state=image.state, error=image.error, **_root_values(image.root))
    )
    return changed.rowcount > 0


def fail_unfinished(connection: Connection, error: str) -> int:
    """Every image that is still being made becomes failed; how many there were."""
    changed = connection.execute(
        images.update().where(images.c.state == State.PREPARING).values(state=State.FAILED, error=error)
    )
    return changed.rowcount


def remove(connection: Connection, image_id: str) -> None:
    connection.execute(images.delete().where(images.c.id == image_id))


# --- rows as values ---------------------------------------------------------------------------------------------------


def _one(connection: Connection, *conditions: sa.ColumnElement[bool]) -> Image | None:
    row = connection.execute(images.select().where(*conditions)).mappings().one_or_none()
    return None if row is None else _image(row)


def _all(connection: Connection, query: sa.Select[Any]) -> list[Image]:
    return [_image(row) for row in connection.execute(query).mappings()]


def _root_values(root: Root | None) -> dict[str, Any]:
    if root is None:
        return {}
    return {**vars(root), "config": msgspec.to_builtins(asdict(root.config))}


def _image(row: Mapping[Any, Any]) -> Image:
    return Image(
        id=row["id"],
        owner=row["owner"],
        name=row["name"],
        state=State(row["state"]),
        source=Source(row["source"]),
        reference=row["reference"],
        created_at=row["created_at"],
        root=_root(row),
        error=row["error"],
    )


def _root(row: Mapping[Any, Any]) -> Root | None:
    if row["digest"] is None:
        return None
    return Root(
        config=msgspec.convert(row["config"], ImageConfig),
        architecture=row["architecture"],
        digest=row["digest"],
        size_bytes=row["size_bytes"],
        manifest_digest=row["manifest_digest"],
    )
