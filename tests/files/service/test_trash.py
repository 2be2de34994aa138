"""The trash."""

import pytest

from ingle.files.errors import NotInTrashError
from support.trees import ANN, Grove


async def test_what_is_put_there_comes_back_to_where_it_was(grove: Grove) -> None:
    await grove.write("~/Documents/d/a", b"1", parents=True)
    gone = await grove.files.trash.put(ANN, "~/Documents/d")
    assert gone.path == "/ann/Trash/d"
    assert gone.entry.home_name == "d"
    assert await grove.names("~/Documents") == []
    back = await grove.files.trash.restore(ANN, gone.entry.id)
    assert back.path == "/ann/Documents/d"
    assert back.entry.trashed_us is None
    assert await grove.read("~/Documents/d/a") == b"1"


async def test_names_meet_in_the_trash_and_on_the_way_back(grove: Grove) -> None:
    ids = []
    for number in range(3):
        await grove.write("~/a.txt", b"%d" % number)
        ids.append((await grove.files.trash.put(ANN, "~/a.txt")).entry.id)
    assert await grove.names("~/Trash") == ["a (1).txt", "a (2).txt", "a.txt"]
    names = [(await grove.files.trash.restore(ANN, each)).entry.name for each in ids]
    assert names == ["a.txt", "a (1).txt", "a (2).txt"]


async def test_without_its_directory_it_comes_back_to_the_root(grove: Grove) -> None:
    await grove.write("~/d/a", parents=True)
    gone = await grove.files.trash.put(ANN, "~/d/a")
    await grove.files.trash.put(ANN, "~/d")
    assert (await grove.files.trash.restore(ANN, gone.entry.id)).path == "/ann/a"
    await grove.write("~/e/a", parents=True)
    gone = await grove.files.trash.put(ANN, "~/e/a")
    await grove.files.shaping.remove(ANN, "~/e")
    assert (await grove.files.trash.restore(ANN, gone.entry.id)).entry.name == "a (1)"


async def test_only_what_was_put_there_is_restored(grove: Grove) -> None:
    await grove.write("~/d/a", parents=True)
    await grove.files.trash.put(ANN, "~/d")
    for path in ("~/Trash/d/a", "~/Documents"):
        with pytest.raises(NotInTrashError):
            await grove.files.trash.restore(ANN, path)
    moved = await grove.files.shaping.move(ANN, "~/Trash/d/a", "~")
    assert moved.path == "/ann/a"


async def test_emptying_removes_everything_for_ever(grove: Grove) -> None:
    for name in ("a", "b"):
        await grove.write(f"~/{name}/f", b"x" * 20000, parents=True)
        await grove.files.trash.put(ANN, f"~/{name}")
    await grove.write("~/kept")
    assert await grove.files.trash.empty(ANN) == 4
    assert await grove.files.trash.empty(ANN) == 0
    assert await grove.names("~/Trash") == []
    assert grove.used() == (1, 9)
    await grove.keeper.tidy()
    assert await grove.large.keys() == set()
