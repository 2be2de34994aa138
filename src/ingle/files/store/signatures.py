"""Which signed URLs are void."""

from collections.abc import Sequence

import sqlalchemy as sa

from ingle.files.store import Connection
from ingle.files.tables import entries, trees, void_signatures

_UNTIL = sa.select(sa.func.max(void_signatures.c.until_us)).where(
    void_signatures.c.subject.in_(sa.bindparam("subjects", expanding=True))
)


def revoke(connection: Connection, subject: str, until_us: int) -> None:
    """All that was signed for an entry, or by a person, up to this moment."""
    connection.execute(void_signatures.delete().where(void_signatures.c.subject == subject))
    connection.execute(void_signatures.insert(), {"subject": subject, "until_us": until_us})


def is_void(connection: Connection, subjects: Sequence[str], signed_us: int) -> bool:
    until: int | None = connection.execute(_UNTIL, {"subjects": subjects}).scalar_one()
    return until is not None and signed_us <= until


def forget(connection: Connection) -> None:
    """What is void anyway, because the entry or the person is gone."""
    subject = void_signatures.c.subject
    connection.execute(
        void_signatures.delete().where(
            ~sa.exists().where(entries.c.id == subject), ~sa.exists().where(trees.c.id == subject)
        )
    )
