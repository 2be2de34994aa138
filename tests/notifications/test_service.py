"""Notifications on both databases."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from ingle.accounts.tables import users
from ingle.base.clock import ManualClock
from ingle.edge.identity import Caller
from ingle.notifications import Notifications, State
from ingle.notifications.errors import NotificationNotFoundError
from ingle.notifications.settings import NotificationSettings
from ingle.notifications.tables import notifications as table
from ingle.runtime.db import Database
from ingle.runtime.outbox.rows import read_after

ANN = Caller("usr_ann", "ann", False, frozenset(), "session")
BOB = Caller("usr_bob", "bob", False, frozenset(), "session")
CHESS = Caller("usr_ann", "ann", False, frozenset(), "app", app_id="app_chess")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def notifications(db: Database, clock: ManualClock) -> Notifications:
    def people(connection: sa.Connection) -> None:
        for name in ("ann", "bob"):
            row = {"id": f"usr_{name}", "name": name, "name_key": name, "admin": False, "password_hash": "x"}
            connection.execute(users.insert(), {**row, "created_at": clock.now()})

    db.write_now(people)
    settings = NotificationSettings(per_person=5)
    return Notifications(db=db, clock=clock, random=Random(1).randbytes, settings=settings)  # noqa: S311


async def titles(notifications: Notifications, state: State, caller: Caller = ANN) -> Sequence[str]:
    return [one.title for one in (await notifications.list(caller, state, after=None, limit=100)).items]


async def test_they_are_unseen_then_shown_then_put_away(
    notifications: Notifications, clock: ManualClock, db: Database
) -> None:
    first = await notifications.create("usr_ann", "first", value={"n": 1})
    clock.move(timedelta(seconds=1))
    second = await notifications.create("usr_ann", "second")
    assert await titles(notifications, State.UNSEEN) == ["second", "first"]
    shown = await notifications.mark_shown(ANN, first.id)
    assert shown.shown_at == (await notifications.mark_shown(ANN, first.id)).shown_at == clock.now()
    assert await titles(notifications, State.UNSEEN) == ["second"]
    assert await titles(notifications, State.UNACKNOWLEDGED) == ["second", "first"]
    await notifications.acknowledge(ANN, second.id)
    await notifications.acknowledge(ANN, second.id)
    assert await titles(notifications, State.UNSEEN) == []
    assert await titles(notifications, State.ACKNOWLEDGED) == ["second"]
    assert await notifications.acknowledge_all(ANN) == 1
    assert await notifications.acknowledge_all(ANN) == 0
    assert await titles(notifications, State.ALL) == ["second", "first"]
    told = [(fact.type, fact.owner) for fact in db.read_now(lambda c: read_after(c, 0, 100))]
    kinds = ["created", "created", "changed", "changed", "acknowledged_all"]
    assert told == [(f"notification.{kind}", "usr_ann") for kind in kinds]


async def test_they_are_one_persons_and_an_app_sees_its_own(notifications: Notifications) -> None:
    await notifications.create("usr_ann", "of the house")
    made = await notifications.tell(CHESS, "your move")
    assert (made.user_id, made.app_id) == ("usr_ann", "app_chess")
    assert await titles(notifications, State.ALL, CHESS) == ["your move"]
    assert await titles(notifications, State.ALL, BOB) == []
    for asked in (
        notifications.get(BOB, made.id),
        notifications.mark_shown(BOB, made.id),
        notifications.acknowledge(BOB, made.id),
    ):
        with pytest.raises(NotificationNotFoundError):
            await asked


async def test_they_come_in_parts_and_the_oldest_of_too_many_go(
    notifications: Notifications, clock: ManualClock
) -> None:
    for number in range(8):
        await notifications.create("usr_ann", str(number))
        clock.move(timedelta(seconds=1))
    await notifications.create("usr_bob", "his")
    page = await notifications.list(ANN, State.ALL, after=None, limit=3)
    rest = await notifications.list(ANN, State.ALL, after=page.cursor, limit=3)
    assert [one.title for one in (*page.items, *rest.items)] == ["7", "6", "5", "4", "3"]
    assert rest.cursor is None


async def test_they_end(notifications: Notifications, clock: ManualClock, db: Database) -> None:
    made = await notifications.create("usr_ann", "soon over", ttl=60)
    await notifications.create("usr_ann", "later")
    clock.move(timedelta(seconds=60))
    assert await titles(notifications, State.ALL) == ["later"]
    with pytest.raises(NotificationNotFoundError):
        await notifications.acknowledge(ANN, made.id)
    await notifications.sweep()
    assert db.read_now(lambda c: c.execute(sa.select(table.c.title)).scalars().all()) == ["later"]
