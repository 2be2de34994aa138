"""What goes with somebody or something that goes: grants to it and on it, and of a person what they gave, own and come in by.

Holders and objects are of many kinds, so no foreign key looks after them.
"""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from ingle.accounts.model import HolderKind
from ingle.accounts.store.questions import note_change
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import (
    grants,
    groups,
    identities,
    links,
    members,
    one_time_passwords,
    passkeys,
    permissions,
    recovery_codes,
    sessions,
    tickets,
    tokens,
)

_OF_PERSON = (
    *(table.c.user_id for table in (sessions, tokens, tickets, passkeys, identities)),
    *(table.c.user_id for table in (one_time_passwords, recovery_codes, members)),
    *(table.c.issuer for table in (grants, permissions, links)),
    groups.c.owner,
)


def forget_holder(connection: Connection, kind: HolderKind, holder: str) -> None:
    """Nothing is granted to it any more."""
    _forget(connection, lambda table: sa.and_(table.c.holder_kind == kind.value, table.c.holder == holder))


def forget_person(connection: Connection, user_id: str) -> None:
    """Nothing is granted to them, their groups, their tokens and apps that act for them; nothing that they gave holds; no way in is theirs."""
    of_groups = sa.select(groups.c.id).where(groups.c.owner == user_id)
    of_tokens = sa.select(tokens.c.id).where(tokens.c.user_id == user_id)
    _forget(
        connection,
        lambda table: sa.or_(
            sa.and_(table.c.holder_kind == HolderKind.USER.value, table.c.holder == user_id),
            sa.and_(table.c.holder_kind == HolderKind.GROUP.value, table.c.holder.in_(of_groups)),
            sa.and_(table.c.holder_kind == HolderKind.TOKEN.value, table.c.holder.in_(of_tokens)),
            sa.and_(
                table.c.holder_kind == HolderKind.APP.value,
                table.c.holder.startswith(f"{user_id}:", autoescape=True),
            ),
        ),
    )
    for column in _OF_PERSON:
        connection.execute(column.table.delete().where(column == user_id))


def forget_app(connection: Connection, app_id: str) -> None:
    """For whomever it acts."""
    _forget(
        connection,
        lambda table: sa.and_(
            table.c.holder_kind == HolderKind.APP.value,
            table.c.holder.endswith(f":{app_id}", autoescape=True),
        ),
    )


def forget_objects(connection: Connection, kind: str, objects: Collection[str]) -> None:
    """The things are gone, and so is what was granted on them, and every link that opened them."""
    note_change(connection)
    on_them = sa.and_(grants.c.kind == kind, grants.c.object.in_(objects))
    opened = sa.select(grants.c.holder).where(on_them, grants.c.holder_kind == HolderKind.LINK.value)
    connection.execute(links.delete().where(links.c.id.in_(opened)))
    connection.execute(grants.delete().where(on_them))


def _forget(connection: Connection, to_it: Any) -> None:
    note_change(connection)
    for table in (grants, permissions):
        connection.execute(table.delete().where(to_it(table)))
