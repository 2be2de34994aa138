"""Uploads and their parts. A part is a content that an upload has, so whatever becomes of it, its bytes are removed as all others are."""

from collections.abc import Sequence

import sqlalchemy as sa

from ingle.files.model import Content, Part, Upload
from ingle.files.store import Connection
from ingle.files.tables import contents, upload_parts, uploads

_COLUMNS = tuple(uploads.c[name] for name in Upload._fields)
_OPEN = uploads.c.entry.is_(None)


def add(connection: Connection, upload: Upload) -> None:
    connection.execute(uploads.insert(), upload._asdict())


def find(connection: Connection, upload_id: str) -> Upload | None:
    """Whosesoever it is."""
    row = connection.execute(sa.select(*_COLUMNS).where(uploads.c.id == upload_id)).first()
    return None if row is None else Upload(*row)


def list_open(connection: Connection, uploader: str, *, before: str | None, limit: int) -> Sequence[Upload]:
    """The newest first; from behind this one."""
    query = sa.select(*_COLUMNS).where(uploads.c.uploader == uploader, _OPEN)
    if before is not None:
        query = query.where(uploads.c.id < before)
    return [Upload(*row) for row in connection.execute(query.order_by(uploads.c.id.desc()).limit(limit))]


def count_open(connection: Connection, uploader: str) -> int:
    query = sa.select(sa.func.count()).where(uploads.c.uploader == uploader, _OPEN)
    return connection.execute(query).scalar_one()


def reserved(connection: Connection, tree: str, *, but: str = "") -> int:
    """The bytes that open uploads into this tree will take, as far as they are known; `but` one."""
    wanted = sa.func.coalesce(uploads.c.size, uploads.c.received)
    query = sa.select(sa.func.coalesce(sa.func.sum(wanted), 0)).where(
        uploads.c.tree == tree, _OPEN, uploads.c.id != but
    )
    return int(connection.execute(query).scalar_one())


def receive(connection: Connection, upload: Upload, number: int, content: Content, expires_us: int) -> Upload:
    """Have this content as a part, instead of what that part was before; the upload as it is then."""
    mine = sa.and_(upload_parts.c.upload == upload.id, upload_parts.c.number == number)
    freed = _release(connection, mine)
    connection.execute(upload_parts.insert(), {"upload": upload.id, "number": number, "content": content.id})
    changed = upload._replace(received=upload.received + content.size - freed, expires_us=expires_us)
    connection.execute(
        uploads.update()
        .where(uploads.c.id == upload.id)
        .values(received=changed.received, expires_us=expires_us)
    )
    return changed


def parts(connection: Connection, upload_id: str) -> Sequence[Part]:
    """By their numbers."""
    query = (
        sa.select(upload_parts.c.number, contents.c.size, contents.c.sha256, contents.c.id, contents.c.store)
        .join(contents, contents.c.id == upload_parts.c.content)
        .where(upload_parts.c.upload == upload_id)
        .order_by(upload_parts.c.number)
    )
    return [Part(*row) for row in connection.execute(query)]


def close(connection: Connection, upload_id: str, entry: str) -> None:
    """It has become this entry, and has no more parts."""
    connection.execute(uploads.update().where(uploads.c.id == upload_id).values(entry=entry))
    _release(connection, upload_parts.c.upload == upload_id)


def hand_over(connection: Connection, upload_id: str) -> None:
    """It is over, and entries have the contents that its parts were, as often as it had them."""
    connection.execute(upload_parts.delete().where(upload_parts.c.upload == upload_id))
    connection.execute(uploads.delete().where(uploads.c.id == upload_id))


def remove(connection: Connection, upload_id: str) -> None:
    _release(connection, upload_parts.c.upload == upload_id)
    connection.execute(uploads.delete().where(uploads.c.id == upload_id))


def remove_some_of(connection: Connection, person: str, limit: int) -> int:
    """Those that somebody began, or that lead into their tree; how many there were."""
    theirs = sa.or_(uploads.c.uploader == person, uploads.c.tree == person)
    found = connection.execute(sa.select(uploads.c.id).where(theirs).limit(limit)).scalars().all()
    for upload_id in found:
        remove(connection, upload_id)
    return len(found)


def has_any(connection: Connection, uploader: str) -> bool:
    """Also one that has become an entry, and is remembered for a while."""
    query = sa.select(uploads.c.id).where(uploads.c.uploader == uploader).limit(1)
    return connection.execute(query).first() is not None


def remove_expired(connection: Connection, now_us: int, limit: int) -> int:
    """The oldest of those whose time is over; how many there were."""
    query = (
        sa.select(uploads.c.id)
        .where(uploads.c.expires_us < now_us)
        .order_by(uploads.c.expires_us)
        .limit(limit)
    )
    expired = connection.execute(query).scalars().all()
    for upload_id in expired:
        remove(connection, upload_id)
    return len(expired)


def release_orphans(connection: Connection) -> None:
    """Let go of the parts of uploads that went with their trees."""
    _release(connection, sa.not_(sa.exists().where(uploads.c.id == upload_parts.c.upload)))


def _release(connection: Connection, which: sa.ColumnElement[bool]) -> int:
    """Parts go, and their contents have one fewer that has them; the bytes that they were."""
    going = sa.select(upload_parts.c.content).where(which).scalar_subquery()
    released = connection.execute(
        contents.update()
        .where(contents.c.id.in_(going))
        .values(refs=contents.c.refs - 1)
        .returning(contents.c.size)
    )
    freed: int = sum(released.scalars())
    connection.execute(upload_parts.delete().where(which))
    return freed
