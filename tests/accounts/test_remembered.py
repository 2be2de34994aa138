"""What is remembered is told when it ends: by whatever changes an answer, in any process, and by time."""

import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from ingle.accounts import Access, Remembered, store
from ingle.accounts.model import Grant, Group, Holder, HolderKind, Mode
from ingle.accounts.names import ADMINS
from ingle.edge.identity import Caller
from ingle.runtime.db import Database, make_engine
from support.sharing import ADA, ANN, BOB, CLEO, NOW, Square, acting_for, an_id, by_link, counted, person

TEAM = an_id("grp", 1)
LINE = ("home", "work", "plan")
TO_BOB = Holder(HolderKind.USER, BOB)


@pytest.fixture
def square(db: Database) -> Square:
    return Square(db)


def ask(square: Square, remembered: Remembered, caller: Caller) -> Mode | None:
    return square.db.read_now(lambda c: remembered.mode(c, caller, ANN, LINE))


async def test_what_is_known_costs_the_number_of_changes_only(square: Square) -> None:
    remembered = Remembered(Access("entry", square.clock))
    await square.give(ANN, TO_BOB, Mode.READ)
    assert ask(square, remembered, person(BOB)) is Mode.READ
    with counted(square.db) as seen:
        assert ask(square, remembered, person(BOB)) is Mode.READ
    assert len(seen) == 1
    assert "grant_changes" in seen[0]
    with counted(square.db) as own:
        assert ask(square, remembered, person(ANN)) is Mode.MANAGE
    assert own == []


async def test_callers_are_told_apart(square: Square) -> None:
    remembered = Remembered(Access("entry", square.clock))
    await square.give(ANN, TO_BOB, Mode.READ)
    link, _, _ = await square.links.create(person(ANN), "entry", "work", Mode.WRITE)
    for _ in range(2):
        assert ask(square, remembered, person(BOB)) is Mode.READ
        assert ask(square, remembered, acting_for(BOB)) is None
        assert ask(square, remembered, acting_for(ANN)) is None
        assert ask(square, remembered, person(CLEO)) is None
        assert ask(square, remembered, by_link(link.id)) is Mode.WRITE
        assert ask(square, remembered, by_link("another")) is None


async def test_a_move_needs_no_telling(square: Square) -> None:
    remembered = Remembered(Access("entry", square.clock))
    await square.give(ANN, TO_BOB, Mode.READ)
    assert ask(square, remembered, person(BOB)) is Mode.READ
    moved = square.db.read_now(lambda c: remembered.mode(c, person(BOB), ANN, ("home", "plan")))
    assert moved is None


async def test_time_ends_an_answer(square: Square) -> None:
    remembered = Remembered(Access("entry", square.clock))
    await square.give(ANN, TO_BOB, Mode.SEE)
    await square.give(
        ANN, Holder(HolderKind.GROUP, "everyone"), Mode.READ, expires_at=NOW + timedelta(hours=1)
    )
    assert ask(square, remembered, person(BOB)) is Mode.READ
    square.clock.move(timedelta(minutes=59))
    assert ask(square, remembered, person(BOB)) is Mode.READ
    square.clock.move(timedelta(minutes=1))
    assert ask(square, remembered, person(BOB)) is Mode.SEE


async def give(square: Square) -> None:
    await square.give(ANN, TO_BOB, Mode.WRITE)


async def revoke(square: Square) -> None:
    (told,) = [
        one for one in await square.grants.on(person(ANN), "entry", "work") if one.grant.holder == TO_BOB
    ]
    await square.grants.revoke(person(ANN), told.grant.id)


async def leave(square: Square) -> None:
    await square.groups.take_out(person(CLEO), TEAM, "bob")


async def end_group(square: Square) -> None:
    await square.groups.remove(person(CLEO), TEAM)


async def remove_issuer(square: Square) -> None:
    def remove(connection: store.Connection) -> None:
        store.forget_person(connection, ANN)
        store.remove_user(connection, ANN)

    square.db.write_now(remove)


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (give, Mode.READ, Mode.WRITE),
        (revoke, Mode.READ, Mode.SEE),
        (leave, Mode.READ, Mode.READ),
        (end_group, Mode.READ, Mode.READ),
        (remove_issuer, Mode.READ, None),
    ],
)
async def test_whatever_changes_an_answer_moves_the_number_on(
    square: Square, change: Callable[[Square], Awaitable[None]], before: Mode, after: Mode | None
) -> None:
    """Another process (here, another connection pool's transaction) changes something: the next question hears of it."""
    square.db.write_now(lambda c: store.add_group(c, Group(TEAM, CLEO, "team", NOW)))
    await square.groups.add(person(CLEO), TEAM, "bob")
    await square.groups.add(person(CLEO), TEAM, "cleo")
    await square.give(ANN, TO_BOB, Mode.READ)
    await square.grants.give(person(ANN), "entry", "work", Holder(HolderKind.GROUP, "everyone"), Mode.SEE)
    remembered = Remembered(Access("entry", square.clock))
    assert ask(square, remembered, person(BOB)) is before
    number = square.number()
    await change(square)
    assert square.number() > number
    assert ask(square, remembered, person(BOB)) is after


async def test_another_process_is_heard_at_once(square: Square) -> None:
    remembered = Remembered(Access("entry", square.clock))
    assert ask(square, remembered, person(BOB)) is None
    other = Database(make_engine(square.db.engine.url.render_as_string(hide_password=False)))
    made = Grant(an_id("gra", 1), ANN, TO_BOB, "entry", "work", Mode.READ, NOW)
    other.write_now(lambda c: store.put_grant(c, made))
    other.close()
    assert ask(square, remembered, person(BOB)) is Mode.READ


class UndoneError(Exception):
    pass


async def test_what_was_heard_in_a_transaction_that_was_undone_is_not_believed(square: Square) -> None:
    """The number that it saw is never given again."""
    remembered = Remembered(Access("entry", square.clock))
    await square.give(ANN, TO_BOB, Mode.READ)
    (told,) = await square.grants.on(person(ANN), "entry", "work")

    def undone(connection: store.Connection) -> None:
        store.remove_grant(connection, told.grant.id)
        assert remembered.mode(connection, person(BOB), ANN, LINE) is None
        raise UndoneError

    with pytest.raises(UndoneError):
        square.db.write_now(undone)
    assert ask(square, remembered, person(BOB)) is Mode.READ
    await square.give(ANN, Holder(HolderKind.USER, CLEO), Mode.READ)
    assert ask(square, remembered, person(BOB)) is Mode.READ


async def test_memory_has_an_end(square: Square) -> None:
    remembered = Remembered(Access("entry", square.clock), limit=10)
    await square.give(ANN, TO_BOB, Mode.READ, on="home")
    lines = [("home", f"leaf{number}") for number in range(100)]
    for line in lines:
        assert (
            square.db.read_now(lambda c, line=line: remembered.mode(c, person(BOB), ANN, line)) is Mode.READ
        )
    with counted(square.db) as seen:
        square.db.read_now(lambda c: remembered.modes(c, person(BOB), ANN, lines[-2:]))
    assert len(seen) == 1
    with counted(square.db) as again:
        square.db.read_now(lambda c: remembered.mode(c, person(BOB), ANN, lines[0]))
    assert len(again) > 1


async def test_many_threads_ask_while_it_changes_and_none_hears_what_was_before(square: Square) -> None:
    """Each round: everybody asks, the grant changes, and whoever asks after that hears the new mode."""
    remembered = Remembered(Access("entry", square.clock))
    wrong: list[Mode | None] = []
    for mode in (Mode.READ, Mode.WRITE, Mode.SEE, Mode.LIST) * 3:
        await square.give(ANN, TO_BOB, mode)

        def check(mode: Mode = mode) -> None:
            answers = [ask(square, remembered, person(BOB)) for _ in range(5)]
            wrong.extend(answer for answer in answers if answer is not mode)

        threads = [threading.Thread(target=check) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


async def test_admins_are_a_group_that_is_always_there(square: Square) -> None:
    remembered = Remembered(Access("entry", square.clock))
    await square.give(ANN, Holder(HolderKind.GROUP, ADMINS), Mode.READ)
    assert ask(square, remembered, person(ADA)) is Mode.READ
    assert ask(square, remembered, person(BOB)) is None


async def test_who_becomes_an_admin_or_none_is_asked_anew(square: Square) -> None:
    remembered = Remembered(Access("entry", square.clock))
    await square.give(ANN, Holder(HolderKind.GROUP, ADMINS), Mode.READ)
    assert ask(square, remembered, person(BOB)) is None
    for admin, mode in ((True, Mode.READ), (False, None)):
        bob = square.db.read_now(lambda c: store.find_user(c, BOB))
        assert bob is not None
        changed = replace(bob, admin=admin)
        square.db.write_now(lambda c, changed=changed: store.set_user(c, changed))  # type: ignore[misc] # mypy knows no default of a lambda
        assert ask(square, remembered, person(BOB)) is mode
