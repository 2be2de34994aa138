"""Thumbnails by what files hold. One is a content like any other."""

from typing import NamedTuple

import sqlalchemy as sa

from ingle.files.store import Connection
from ingle.files.store import contents as held
from ingle.files.tables import thumbnails


class Thumbnail(NamedTuple):
    content: str | None  # None: there is none to be had


def find(connection: Connection, sha256: bytes, pixels: int) -> Thumbnail | None:
    """None: nobody has tried."""
    query = sa.select(thumbnails.c.content).where(
        thumbnails.c.sha256 == sha256, thumbnails.c.pixels == pixels
    )
    row = connection.execute(query).first()
    return None if row is None else Thumbnail(row[0])


def add(connection: Connection, sha256: bytes, pixels: int, content: str | None, now_us: int) -> None:
    """One that another process has made meanwhile gives way."""
    mine = sa.and_(thumbnails.c.sha256 == sha256, thumbnails.c.pixels == pixels)
    _remove(connection, mine)
    connection.execute(
        thumbnails.insert(), {"sha256": sha256, "pixels": pixels, "content": content, "made_us": now_us}
    )


def remove_older(connection: Connection, horizon_us: int) -> None:
    _remove(connection, thumbnails.c.made_us < horizon_us)


def _remove(connection: Connection, which: sa.ColumnElement[bool]) -> None:
    gone = connection.execute(thumbnails.delete().where(which).returning(thumbnails.c.content))
    for content in gone.scalars().all():
        if content is not None:
            held.release(connection, content)
