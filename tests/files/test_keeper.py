"""Keeping the house clean."""

import pytest

from ingle.base.errors import IngleError
from support.trees import ANN, Grove, pieces


async def test_bytes_that_no_content_names_are_swept_and_others_stay(grove: Grove) -> None:
    await grove.write("~/a", b"x" * 20000)
    await grove.write("~/b", b"small")
    await grove.large.write("cnt_orphan", pieces(b"left"))
    await grove.rows.write("cnt_orphan2", pieces(b"left"))
    await grove.keeper.sweep(1)
    assert "cnt_orphan" not in grove.large.contents
    assert [kept.key async for kept in grove.rows.list()] != []
    assert await grove.read("~/a") == b"x" * 20000
    assert await grove.read("~/b") == b"small"
    with pytest.raises(IngleError):
        async with grove.rows.read("cnt_orphan2"):
            pass


async def test_what_may_still_be_written_is_left_alone(grove: Grove) -> None:
    await grove.large.write("cnt_orphan", pieces(b"left"))
    await grove.keeper.sweep(0)
    assert "cnt_orphan" in grove.large.contents


async def test_a_store_that_is_away_loses_nothing_to_be_removed(grove: Grove) -> None:
    await grove.write("~/a", b"x" * 20000)
    await grove.files.shaping.remove(ANN, "~/a")
    grove.large.broken = True
    with pytest.raises(IngleError):
        await grove.keeper.tidy()
    grove.large.broken = False
    assert len(grove.large.contents) == 1
    await grove.keeper.tidy()
    assert grove.large.contents == {}


async def test_a_content_that_is_had_twice_stays_until_nobody_has_it(grove: Grove) -> None:
    await grove.write("~/a", b"x" * 20000)
    await grove.files.shaping.copy(ANN, "~/a", "~/Documents")
    await grove.files.shaping.remove(ANN, "~/a")
    await grove.keeper.tidy()
    assert await grove.read("~/Documents/a") == b"x" * 20000
