"""What the methods do to trees, on both databases."""

import pytest

from ingle.dav import Dav
from ingle.dav.errors import (
    IntoItselfError,
    LockedError,
    MethodNotHereError,
    ParentMissingError,
    PreconditionFailedError,
)
from ingle.dav.model import Conditions, LockWish
from ingle.dav.policy import read_conditions
from ingle.files import EntryImmutableError, EntryNotFoundError, properties
from support.trees import ANN, BOB, Grove, pieces

FREE = Conditions()
DOCUMENTS = ("~", "Documents")


async def put(dav: Dav, *names: str, data: bytes = b"x", conditions: Conditions = FREE) -> bool:
    _, created = await dav.changing.put(
        ANN, (*DOCUMENTS, *names), pieces(data), conditions, media_type="", size=len(data), modified_us=None
    )
    return created


async def test_a_file_is_made_and_replaced(dav: Dav, grove: Grove) -> None:
    assert await put(dav, "a", data=b"one")
    assert not await put(dav, "a", data=b"two")
    assert await grove.read("~/Documents/a") == b"two"


async def test_nothing_is_made_in_nothing_or_over_a_directory(dav: Dav) -> None:
    with pytest.raises(ParentMissingError):
        await put(dav, "missing", "a")
    await put(dav, "a")
    with pytest.raises(ParentMissingError):
        await put(dav, "a", "below-a-file")
    await dav.changing.make_directory(ANN, (*DOCUMENTS, "d"), FREE)
    with pytest.raises(MethodNotHereError):
        await put(dav, "d")
    with pytest.raises(MethodNotHereError):
        await dav.changing.make_directory(ANN, (*DOCUMENTS, "d"), FREE)


async def test_conditions_of_http_are_heard(dav: Dav) -> None:
    await put(dav, "a", conditions=Conditions(none_match="*"))
    with pytest.raises(PreconditionFailedError):
        await put(dav, "a", conditions=Conditions(none_match="*"))
    with pytest.raises(PreconditionFailedError):
        await put(dav, "a", conditions=Conditions(match='"other"'))
    place = await dav.looking.place(ANN, (*DOCUMENTS, "a"))
    assert not await put(dav, "a", conditions=Conditions(match=f'"{place.entry.content}", "other"'))


async def test_a_directory_goes_over_a_directory_with_all_that_is_in_it(dav: Dav, grove: Grove) -> None:
    for name in ("one", "two"):
        await dav.changing.make_directory(ANN, (*DOCUMENTS, name), FREE)
        await put(dav, name, name + ".txt")
    source, goal = (*DOCUMENTS, "one"), (*DOCUMENTS, "two")
    with pytest.raises(PreconditionFailedError):
        await dav.changing.copy(ANN, source, goal, FREE, overwrite=False, shallow=False)
    assert not await dav.changing.copy(ANN, source, goal, FREE, overwrite=True, shallow=False)
    assert await grove.names("~/Documents/two") == ["one.txt"]
    assert not await dav.changing.move(ANN, source, goal, FREE, overwrite=True)
    assert await grove.names("~/Documents") == ["two"]
    grove.used()


async def test_a_file_goes_over_a_directory_and_back(dav: Dav, grove: Grove) -> None:
    await dav.changing.make_directory(ANN, (*DOCUMENTS, "d"), FREE)
    await put(dav, "d", "inside")
    await put(dav, "a", data=b"file")
    await dav.changing.copy(ANN, (*DOCUMENTS, "a"), (*DOCUMENTS, "d"), FREE, overwrite=True, shallow=False)
    assert await grove.read("~/Documents/d") == b"file"
    grove.used()


async def test_a_shallow_copy_takes_what_was_said_of_it_and_nothing_in_it(dav: Dav, grove: Grove) -> None:
    source, goal = (*DOCUMENTS, "d"), (*DOCUMENTS, "e")
    await dav.changing.make_directory(ANN, source, FREE)
    await put(dav, "d", "inside")
    await dav.changing.patch(ANN, source, {"{urn:z}a": "<a/>"}, FREE)
    assert await dav.changing.copy(ANN, source, goal, FREE, overwrite=True, shallow=True)
    assert await grove.names("~/Documents/e") == []
    assert properties((await dav.looking.place(ANN, goal)).entry) == {"{urn:z}a": "<a/>"}
    assert not await dav.changing.copy(ANN, source, goal, FREE, overwrite=True, shallow=True)


async def test_properties_go_where_their_entry_goes(dav: Dav) -> None:
    await dav.changing.make_directory(ANN, (*DOCUMENTS, "d"), FREE)
    await put(dav, "d", "a")
    await dav.changing.patch(ANN, (*DOCUMENTS, "d", "a"), {"{urn:z}a": "<a/>", "{urn:z}b": "<b/>"}, FREE)
    await dav.changing.patch(ANN, (*DOCUMENTS, "d", "a"), {"{urn:z}b": None}, FREE)
    await dav.changing.move(ANN, (*DOCUMENTS, "d"), (*DOCUMENTS, "e"), FREE, overwrite=True)
    await dav.changing.copy(ANN, (*DOCUMENTS, "e"), (*DOCUMENTS, "f"), FREE, overwrite=True, shallow=False)
    await put(dav, "f", "a", data=b"another content")
    for name in ("e", "f"):
        place = await dav.looking.place(ANN, (*DOCUMENTS, name, "a"))
        assert properties(place.entry) == {"{urn:z}a": "<a/>"}


async def test_what_is_refused_of_moves(dav: Dav) -> None:
    await dav.changing.make_directory(ANN, (*DOCUMENTS, "d"), FREE)
    d = (*DOCUMENTS, "d")
    for goal in (d, (*d, "below"), DOCUMENTS, ("ann", "Documents", "d"), ("~",)):
        with pytest.raises(IntoItselfError):
            await dav.changing.move(ANN, d, goal, FREE, overwrite=True)
    with pytest.raises(ParentMissingError):
        await dav.changing.move(ANN, d, (*DOCUMENTS, "no", "where"), FREE, overwrite=True)
    with pytest.raises(EntryNotFoundError):
        await dav.changing.move(ANN, (*DOCUMENTS, "no"), (*DOCUMENTS, "x"), FREE, overwrite=True)
    with pytest.raises(EntryImmutableError):
        await dav.changing.remove(ANN, DOCUMENTS, FREE)


async def test_anothers_files_are_not_there(dav: Dav) -> None:
    await put(dav, "a")
    with pytest.raises(EntryNotFoundError):
        await dav.changing.remove(BOB, ("ann", "Documents", "a"), FREE)
    with pytest.raises(ParentMissingError):
        await dav.changing.make_directory(BOB, ("ann", "Documents", "d"), FREE)
    with pytest.raises(EntryNotFoundError):
        await dav.locks.take(BOB, ("ann",), LockWish(False, ""), deep=True, seconds=60, conditions=FREE)


async def test_locks_go_with_what_was_there(dav: Dav) -> None:
    await dav.changing.make_directory(ANN, (*DOCUMENTS, "d"), FREE)
    lock, made = await dav.locks.take(
        ANN, (*DOCUMENTS, "d", "new"), LockWish(False, ""), deep=False, seconds=60, conditions=FREE
    )
    assert made
    with pytest.raises(LockedError):
        await dav.changing.remove(ANN, (*DOCUMENTS, "d"), FREE)
    held = read_conditions({"if": f"</dav/~/Documents/d/new> (<{lock.token}>)"})
    await dav.changing.move(ANN, (*DOCUMENTS, "d"), (*DOCUMENTS, "e"), held, overwrite=True)
    assert await put(dav, "d")
    assert not await put(dav, "e", "new")
