"""What happened in a tree."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ingle.files.errors import ChangesMissedError, StorageFullError
from support.trees import ANN, Grove


async def test_every_change_has_its_number_and_is_told(grove: Grove) -> None:
    start = (await grove.files.history.since(ANN, None, limit=9)).number
    await grove.write("~/a", b"1")
    await grove.write("~/a", b"2")
    await grove.files.shaping.rename(ANN, "~/a", "b")
    await grove.files.shaping.remove(ANN, "~/b")
    happened = await grove.files.history.since(ANN, start, limit=9)
    assert [one.happened for one in happened.items] == ["added", "updated", "moved", "removed"]
    assert [one.number for one in happened.items] == list(range(start + 1, start + 5))
    assert (happened.items[2].old_path, happened.items[2].path) == ("/ann/a", "/ann/b")
    told = grove.facts()
    assert [kind for kind, _ in told] == ["added", "updated", "moved", "removed"]
    assert [change.number for _, change in told] == [one.number for one in happened.items]
    assert happened.number == start + 4


async def test_one_resumes_from_any_number_without_loss(grove: Grove) -> None:
    for name in "abcde":
        await grove.write(f"~/{name}")
    number, seen, more = 0, [], True
    while more:
        part = await grove.files.history.since(ANN, number, limit=2)
        seen += [one.entry.name for one in part.items]
        number, more = part.number, part.more
    assert seen == list("abcde")


async def test_what_is_undone_did_not_happen(grove: Grove) -> None:
    await grove.write("~/a")
    grove.allowance.mib = 1
    before = (await grove.files.history.since(ANN, None, limit=1)).number
    with pytest.raises(StorageFullError):
        await grove.write("~/b", b"x" * 2_000_000)
    assert (await grove.files.history.since(ANN, None, limit=1)).number == before


async def test_who_comes_too_late_is_told_to_read_anew(grove: Grove) -> None:
    await grove.write("~/a")
    grove.clock.move(timedelta(days=8))
    await grove.keeper.tidy()
    with pytest.raises(ChangesMissedError):
        await grove.files.history.since(ANN, 0, limit=9)
    with pytest.raises(ChangesMissedError):
        await grove.files.history.since(ANN, 99, limit=9)
    number = (await grove.files.history.since(ANN, None, limit=9)).number
    await grove.write("~/b")
    assert len((await grove.files.history.since(ANN, number, limit=9)).items) == 1


async def test_an_app_hears_of_its_own_directory(grove: Grove) -> None:
    app = replace(ANN, app_id="app_one", via="app")
    await grove.write("~/AppData/app_one/x", b"1", app, parents=True)
    await grove.write("~/secret")
    heard = await grove.files.history.since(app, 0, limit=99)
    assert [one.path for one in heard.items] == ["/ann/AppData/app_one", "/ann/AppData/app_one/x"]
