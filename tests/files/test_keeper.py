"""Keeping the house clean."""

from datetime import timedelta

import anyio
import pytest
import sqlalchemy as sa

from ingle.base.errors import IngleError
from ingle.drivers.bytes import FakeBytes
from ingle.files import keeper, microseconds
from ingle.files.model import Content
from ingle.files.store import contents
from support.trees import ANN, Grove, Warehouse, pieces

ORPHAN = "cnt_" + "0" * 26
LATER = 1 << 60  # microseconds: after whatever any store says


async def test_bytes_that_no_content_names_are_swept_and_others_stay(grove: Grove) -> None:
    await grove.write("~/a", b"x" * 20000)
    await grove.write("~/b", b"small")
    await grove.large.write(ORPHAN, pieces(b"left"))
    await grove.rows.write(ORPHAN, pieces(b"left"))
    await grove.keeper.sweep(LATER)
    assert ORPHAN not in await grove.large.keys()
    assert [kept.key async for kept in grove.rows.list()] != []
    assert await grove.read("~/a") == b"x" * 20000
    assert await grove.read("~/b") == b"small"
    with pytest.raises(IngleError):
        async with grove.rows.read(ORPHAN):
            pass


async def test_what_may_still_be_written_is_left_alone(grove: Grove) -> None:
    await grove.large.write(ORPHAN, pieces(b"left"))
    await grove.keeper.sweep(0)
    assert ORPHAN in await grove.large.keys()


async def test_a_store_that_is_away_loses_nothing_to_be_removed(grove: Grove) -> None:
    await grove.write("~/a", b"x" * 20000)
    await grove.files.shaping.remove(ANN, "~/a")
    grove.large.broken = True
    with pytest.raises(IngleError):
        await grove.keeper.tidy()
    grove.large.broken = False
    assert len(await grove.large.keys()) == 1
    await grove.keeper.tidy()
    assert await grove.large.keys() == set()


async def test_a_content_that_is_had_twice_stays_until_nobody_has_it(grove: Grove) -> None:
    await grove.write("~/a", b"x" * 20000)
    await grove.files.shaping.copy(ANN, "~/a", "~/Documents")
    await grove.files.shaping.remove(ANN, "~/a")
    await grove.keeper.tidy()
    assert await grove.read("~/Documents/a") == b"x" * 20000


async def test_a_store_that_is_away_keeps_no_other_from_being_tidied(grove: Grove) -> None:
    grove.stores["another"] = near = Warehouse(FakeBytes())
    await grove.write("~/a", b"x" * 20000)
    await grove.files.shaping.remove(ANN, "~/a")
    await near.write(ORPHAN, pieces(b"x"))

    def let_go(connection: sa.Connection) -> None:
        contents.add(connection, Content(ORPHAN, 1, b"", "another", 0))
        contents.release(connection, ORPHAN)

    await grove.db.write(let_go)
    grove.large.broken = True
    with pytest.raises(IngleError):
        await grove.keeper.tidy()
    assert await near.keys() == set()


async def test_what_a_failure_could_not_remove_is_swept_a_day_later(
    grove: Grove, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at once: another process may be writing it, and about to give it a name."""
    swept: list[int] = []
    rounds = 0

    async def sweep_store(name: str, before_us: int) -> None:
        if name == "disk":
            swept.append(before_us)

    async def tidy() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 2:
            grove.clock.move(timedelta(hours=25))
        if rounds == 4:
            done.set()

    done = anyio.Event()
    monkeypatch.setattr(grove.keeper, "sweep_store", sweep_store)
    monkeypatch.setattr(grove.keeper, "tidy", tidy)
    monkeypatch.setattr(keeper, "EVERY_SECONDS", 0.001)
    before = microseconds(grove.clock.now())
    with anyio.fail_after(60):
        async with grove.keeper.running():
            await done.wait()
    assert swept == [before, before + 3_600_000_000]
