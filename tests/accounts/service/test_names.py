"""Changing one's own name, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest

from ingle.accounts.errors import NameReservedError, NameTakenError, TemporaryAccountError
from ingle.accounts.settings import AccountSettings
from ingle.runtime.db import Database
from support.desks import HERE, Desk


async def test_a_new_name_is_one_that_nobody_has(db: Database) -> None:
    desk = Desk(db)
    await desk.person("ann")
    await desk.person("bob")
    ann = await desk.login()
    for name, error in (("Bob", NameTakenError), ("root", NameReservedError)):
        with pytest.raises(error):
            await desk.people.name.change(ann, name, address=HERE.address)
    desk.clock.move(timedelta(milliseconds=1))  # by which the log is sorted
    renamed = await desk.people.name.change(ann, "Ann", address=HERE.address)
    assert (renamed.id, renamed.name) == (ann.user_id, "Ann")
    deeds = await desk.people.log.list(after=None, limit=1, of=ann.user_id)
    assert [(one.action, one.actor_name, one.detail) for one in deeds.items] == [("renamed", "Ann", "ann")]


async def test_who_is_here_for_now_keeps_the_account_first(db: Database) -> None:
    desk = Desk(db, AccountSettings(temporary_users=True))
    _, secret = await desk.people.sign_ups.come_for_now(HERE)
    guest = await desk.identify.by_session(secret)
    with pytest.raises(TemporaryAccountError):
        await desk.people.name.change(guest, "gwen", address=HERE.address)
