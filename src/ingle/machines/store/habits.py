"""The rows of people's rest habits: functions over a connection."""

import sqlalchemy as sa

from ingle.machines.model import RestHabits
from ingle.machines.tables import rest_habits

_t = rest_habits.c


def of(connection: sa.Connection, owner: str) -> RestHabits:
    """What the person has said; nothing, as long as they have not."""
    row = connection.execute(sa.select(rest_habits).where(_t.owner == owner)).one_or_none()
    return RestHabits() if row is None else RestHabits(row.warm_after, row.cold_after)


def save(connection: sa.Connection, owner: str, habits: RestHabits) -> None:
    connection.execute(rest_habits.delete().where(_t.owner == owner))
    if habits != RestHabits():
        connection.execute(
            rest_habits.insert().values(
                owner=owner, warm_after=habits.warm_after, cold_after=habits.cold_after
            )
        )
