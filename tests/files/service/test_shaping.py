"""Changing trees."""

from datetime import timedelta
from random import Random

import pytest

from ingle.base.errors import IngleError, InvalidError
from ingle.files.errors import (
    DirectoryNotEmptyError,
    EntryExistsError,
    EntryImmutableError,
    EntryNotFoundError,
    FileNameInvalidError,
    IntoItselfError,
    NotDirectoryError,
    StorageFullError,
    TooDeepError,
)
from ingle.files.names import DIRECTORIES
from support.trees import ANN, BOB, Grove, counted_queries


async def test_a_tree_is_there_from_its_first_use(grove: Grove) -> None:
    assert await grove.names("~") == sorted(DIRECTORIES)
    assert await grove.names("/bob", BOB) == sorted(DIRECTORIES)


async def test_mkdir(grove: Grove) -> None:
    shaping = grove.files.shaping
    place, made = await shaping.mkdir(ANN, "~/a")
    assert (place.path, made) == ("/ann/a", True)
    with pytest.raises(EntryExistsError):
        await shaping.mkdir(ANN, "~/a")
    again, made = await shaping.mkdir(ANN, "~/a", exist_ok=True)
    assert (again.entry.id, made) == (place.entry.id, False)
    with pytest.raises(EntryNotFoundError):
        await shaping.mkdir(ANN, "~/b/c")
    assert (await shaping.mkdir(ANN, "~/b/c/d", parents=True))[0].path == "/ann/b/c/d"
    assert (await shaping.mkdir(ANN, "~/a", dedupe=True))[0].entry.name == "a (1)"
    await grove.write("~/f")
    with pytest.raises(NotDirectoryError):
        await shaping.mkdir(ANN, "~/f/x", parents=True)
    with pytest.raises(EntryExistsError):
        await shaping.mkdir(ANN, "~/f", exist_ok=True)
    grove.used()


async def test_names_that_look_the_same_are_the_same(grove: Grove) -> None:
    await grove.write("~/caf\u00e9")
    assert await grove.read("~/cafe\u0301") == b"x"
    with pytest.raises(EntryExistsError):
        await grove.files.shaping.mkdir(ANN, "~/cafe\u0301")
    await grove.files.shaping.mkdir(ANN, "~/Caf\u00e9")


@pytest.mark.parametrize("name", ["..", "a\0b", "a\nb", "x" * 256, "\ud800", " a", "a.", "\u202eexe.txt"])
async def test_hostile_names_are_refused_everywhere(grove: Grove, name: str) -> None:
    await grove.write("~/a")
    for attempt in (
        grove.write(f"~/{name}"),
        grove.files.shaping.mkdir(ANN, f"~/{name}"),
        grove.files.shaping.rename(ANN, "~/a", name),
        grove.files.shaping.move(ANN, "~/a", "~/Documents", name=name),
        grove.files.shaping.copy(ANN, "~/a", "~/Documents", name=name),
    ):
        with pytest.raises(FileNameInvalidError) as refused:
            await attempt
        assert refused.value.fields["reason"]


async def test_a_file_and_a_directory_move(grove: Grove) -> None:
    shaping = grove.files.shaping
    await grove.write("~/x/y/a", b"1", parents=True)
    before = await grove.files.looking.stat(ANN, "~/x/y/a")
    await shaping.move(ANN, "~/x/y/a", "~/x", name="b")
    assert await grove.read("~/x/b") == b"1"
    await shaping.move(ANN, "~/x", "~/Documents")
    place = await grove.files.looking.stat(ANN, before.entry.id)
    assert place.path == "/ann/Documents/x/b"
    with pytest.raises(EntryNotFoundError):
        await grove.read("~/x/b")
    grove.used()


async def test_a_directory_cannot_lie_in_itself(grove: Grove) -> None:
    await grove.files.shaping.mkdir(ANN, "~/x/y", parents=True)
    for into in ("~/x", "~/x/y"):
        with pytest.raises(IntoItselfError):
            await grove.files.shaping.move(ANN, "~/x", into)
        with pytest.raises(IntoItselfError):
            await grove.files.shaping.copy(ANN, "~/x", into)


async def test_what_every_tree_has_stays(grove: Grove) -> None:
    shaping = grove.files.shaping
    for path in ("~", *(f"~/{name}" for name in DIRECTORIES)):
        for attempt in (
            shaping.move(ANN, path, "~/Documents" if path != "~/Documents" else "~/Music", name="x"),
            shaping.rename(ANN, path, "x"),
            shaping.remove(ANN, path, recursive=True),
            grove.files.trash.put(ANN, path),
        ):
            with pytest.raises(EntryImmutableError):
                await attempt
    assert await grove.names("~") == sorted(DIRECTORIES)


async def test_what_has_the_name_gives_way_only_where_asked(grove: Grove) -> None:
    shaping = grove.files.shaping
    await grove.write("~/a", b"new")
    await grove.write("~/d/a", b"old", parents=True)
    for act in (shaping.move, shaping.copy):
        with pytest.raises(EntryExistsError):
            await act(ANN, "~/a", "~/d")
    assert (await shaping.copy(ANN, "~/a", "~/d", dedupe=True)).entry.name == "a (1)"
    await shaping.move(ANN, "~/a", "~/d", overwrite=True)
    assert await grove.read("~/d/a") == b"new"
    await shaping.mkdir(ANN, "~/e/d", parents=True)
    await grove.write("~/e/d/f")
    with pytest.raises(DirectoryNotEmptyError):
        await shaping.move(ANN, "~/d", "~/e", overwrite=True)
    await shaping.remove(ANN, "~/e/d/f")
    await shaping.move(ANN, "~/d", "~/e", overwrite=True)
    assert await grove.names("~/e/d") == ["a", "a (1)"]
    grove.used()


async def test_a_copied_file_is_not_copied_onto_itself(grove: Grove) -> None:
    await grove.write("~/a", b"1")
    with pytest.raises(EntryExistsError):
        await grove.files.shaping.copy(ANN, "~/a", "~", overwrite=True)
    assert (await grove.files.shaping.copy(ANN, "~/a", "~", dedupe=True)).entry.name == "a (1)"
    await grove.files.shaping.rename(ANN, "~/a", "a")
    assert await grove.read("~/a") == b"1"


async def test_a_tree_is_copied_with_a_few_queries_and_no_bytes(grove: Grove) -> None:
    for directory in range(5):
        for file in range(20):
            await grove.write(f"~/big/d{directory}/{file}", b"x" * 20000, parents=True)
    kept = await grove.large.keys()
    with counted_queries(grove.db) as queries:
        copy = await grove.files.shaping.copy(ANN, "~/big", "~", name="twin")
    assert len(queries()) < 25
    assert await grove.large.keys() == kept
    assert copy.path == "/ann/twin"
    assert await grove.names("~/twin/d3") == await grove.names("~/big/d3")
    assert await grove.read("~/twin/d4/19") == b"x" * 20000
    await grove.files.shaping.copy(ANN, "~/twin", "~/big")
    assert len((await grove.files.looking.walk(ANN, "~/big", depth=9, limit=1000)).items) == 2 * 105 + 1
    with counted_queries(grove.db) as queries:
        await grove.files.shaping.remove(ANN, "~/big", recursive=True)
    assert len(queries()) < 15
    assert await grove.read("~/twin/d4/19") == b"x" * 20000
    grove.used()


async def test_removal(grove: Grove) -> None:
    await grove.write("~/x/y/a", b"1", parents=True)
    with pytest.raises(DirectoryNotEmptyError):
        await grove.files.shaping.remove(ANN, "~/x")
    await grove.files.shaping.remove(ANN, "~/x", recursive=True)
    for path in ("~/x", "~/x/y", "~/x/y/a"):
        with pytest.raises(EntryNotFoundError):
            await grove.files.looking.stat(ANN, path)
    assert grove.used() == (0, 8)


async def test_directories_are_only_so_deep_however_they_get_there(grove: Grove) -> None:
    shaping = grove.files.shaping
    await shaping.mkdir(ANN, "~/" + "/".join(["d"] * 99), parents=True)
    await shaping.mkdir(ANN, "~/e/e/e", parents=True)
    deepest = (await grove.files.looking.stat(ANN, "~/" + "/".join(["d"] * 99))).entry.id
    for act in (shaping.move, shaping.copy):
        with pytest.raises(TooDeepError):
            await act(ANN, "~/e", deepest)
    await shaping.mkdir(ANN, f"{deepest}/last")
    with pytest.raises(TooDeepError):
        await shaping.mkdir(ANN, f"{deepest}/last/no")


async def test_copies_count_and_are_refused_where_there_is_no_room(grove: Grove) -> None:
    await grove.write("~/d/a", b"x" * 700_000, parents=True)
    grove.allowance.mib = 1
    for source in ("~/d", "~/d/a"):
        with pytest.raises(StorageFullError):
            await grove.files.shaping.copy(ANN, source, "~/Documents")
    assert grove.used() == (700_000, 10)


async def test_touch_and_metadata(grove: Grove) -> None:
    made = await grove.files.shaping.touch(ANN, "~/a")
    assert await grove.read("~/a") == b""
    grove.clock.move(timedelta(seconds=9))
    touched = await grove.files.shaping.touch(ANN, "~/a")
    assert touched.entry.modified_us == made.entry.modified_us + 9_000_000
    assert (await grove.files.shaping.touch(ANN, "~/a", modified_us=5)).entry.modified_us == 5
    await grove.files.shaping.set_metadata(ANN, "~/a", {"k": [1, "ü"]})
    assert (await grove.files.looking.stat(ANN, "~/a")).entry.metadata == '{"k":[1,"ü"]}'
    with pytest.raises(InvalidError):
        await grove.files.shaping.set_metadata(ANN, "~/a", "x" * 20000)


async def test_a_shortcut_names_its_target(grove: Grove) -> None:
    await grove.write("~/Documents/a")
    made = await grove.files.shaping.shortcut(ANN, "~/Desktop/a", "~/Documents/a")
    assert made.entry.target == (await grove.files.looking.stat(ANN, "~/Documents/a")).entry.id
    await grove.write("~/private", caller=BOB)
    with pytest.raises(EntryNotFoundError):
        await grove.files.shaping.shortcut(ANN, "~/Desktop/b", "/bob/private")
    grove.used()


async def test_another_process_sees_paths_as_they_are(grove: Grove) -> None:
    other = grove.service()
    await grove.write("~/x/y/a", b"1", parents=True)
    assert (await other.looking.stat(ANN, "~/x/y/a")).path == "/ann/x/y/a"
    await grove.files.shaping.rename(ANN, "~/x", "z")
    await grove.write("~/x/y/a", b"22", parents=True)
    assert (await other.looking.stat(ANN, "~/x/y/a")).entry.size == 2
    assert (await other.looking.stat(ANN, "~/z/y/a")).entry.size == 1
    await grove.files.shaping.remove(ANN, "~/z", recursive=True)
    with pytest.raises(EntryNotFoundError):
        await other.looking.stat(ANN, "~/z/y/a")


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_done_the_tree_is_what_a_naive_one_would_be(grove: Grove, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a seeded one is wanted
    naive: dict[str, bytes | None] = {"~/top": None}
    await grove.files.shaping.mkdir(ANN, "~/top")
    for _ in range(120):
        await _step(grove, naive, random)
    walked = await grove.files.looking.walk(ANN, "~/top", depth=100, limit=10_000)
    assert sorted(f"~/top/{path}" for path, _ in walked.items) == sorted(set(naive) - {"~/top"})
    for path, data in naive.items():
        if data is not None:
            assert await grove.read(path) == data
    grove.used()


async def _step(grove: Grove, naive: dict[str, bytes | None], random: Random) -> None:
    """One random thing in both; what one refuses, the other is not told."""
    directories = sorted(path for path, data in naive.items() if data is None)
    directory, name = random.choice(directories), random.choice("abc")
    path = random.choice(sorted(naive))
    what = random.choice(["write", "mkdir", "move", "copy", "remove"])
    below = {each: each[len(path) :] for each in naive if each == path or each.startswith(path + "/")}
    try:
        if what == "write":
            data = random.randbytes(random.choice([3, 20000]))
            await grove.write(f"{directory}/{name}", data)
            naive[f"{directory}/{name}"] = data
        elif what == "mkdir":
            await grove.files.shaping.mkdir(ANN, f"{directory}/{name}")
            naive[f"{directory}/{name}"] = None
        elif path == "~/top":
            return
        elif what == "remove":
            await grove.files.shaping.remove(ANN, path, recursive=True)
            for each in below:
                del naive[each]
        else:
            act = grove.files.shaping.move if what == "move" else grove.files.shaping.copy
            await act(ANN, path, directory, name=name)
            carried = {f"{directory}/{name}{rest}": naive[each] for each, rest in below.items()}
            if what == "move":
                for each in below:
                    del naive[each]
            naive.update(carried)
    except IngleError as refused:
        assert refused.code in {"file_exists", "directory_into_itself", "not_a_file"}, refused.code  # noqa: PT017
