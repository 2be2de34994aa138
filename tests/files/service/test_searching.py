"""Files are found by what they are called, and by what they say."""

from datetime import timedelta

import pytest

from ingle.accounts import Mode
from ingle.files.errors import EntryNotFoundError, NotDirectoryError
from support.trees import ANN, BOB, Grove, counted_queries, share


async def test_search_by_words_in_names(grove: Grove) -> None:
    await grove.write("~/Documents/Tax Report 2025.pdf")
    await grove.write("~/Documents/Straße.txt")
    await grove.write("~/tax/other", parents=True)
    await grove.write("~/gone tax")
    await grove.files.trash.put(ANN, "~/gone tax")
    await grove.write("~/bobs tax", caller=BOB)
    search = grove.files.searching.names
    assert {path for path, _ in await search(ANN, "TAX", limit=9)} == {
        "/ann/Documents/Tax Report 2025.pdf",
        "/ann/tax",
    }
    assert [path for path, _ in await search(ANN, "report tax", limit=9)] == [
        "/ann/Documents/Tax Report 2025.pdf"
    ]
    assert len(await search(ANN, "STRASSE", limit=9)) == 1
    assert [path for path, _ in await search(ANN, "tax", under="~/Documents", limit=9)] == [
        "/ann/Documents/Tax Report 2025.pdf"
    ]
    assert [path for path, _ in await search(ANN, "tax", under="~/Trash", limit=9)] == ["/ann/Trash/gone tax"]
    assert await search(ANN, " ", limit=9) == []
    assert await search(ANN, "%", limit=9) == []
    assert len(await search(ANN, "tax", limit=1)) == 1


async def contents(grove: Grove, text: str, under: str | None = None) -> list[str]:
    found = await grove.files.searching.contents(ANN, text, under=under, limit=9)
    return [one.path for one in found]


async def test_search_by_words_in_what_files_say(grove: Grove) -> None:
    await grove.write("~/Documents/letter.txt", "Grüße aus dem Wald,\n  wo die Bäume sind".encode())
    await grove.write("~/code/main.py", b"def fetch_pages(limit):\n    return limit", parents=True)
    await grove.write("~/gone.txt", b"the wald is gone")
    await grove.files.trash.put(ANN, "~/gone.txt")
    await grove.write("~/bobs.txt", b"wald", caller=BOB)
    await grove.indexer.catch_up()
    assert await contents(grove, "wald") == ["/ann/Documents/letter.txt"]
    assert await contents(grove, "BAUME gru") == ["/ann/Documents/letter.txt"]
    assert await contents(grove, "wald fetch") == []
    assert await contents(grove, "pages") == ["/ann/code/main.py"]
    assert await contents(grove, "pages", "~/Documents") == []
    assert await contents(grove, "wald", "~/Trash") == ["/ann/Trash/gone.txt"]
    for nothing in ("", " ", "%", "_", "ald"):
        assert await contents(grove, nothing) == []
    (found,) = await grove.files.searching.contents(ANN, "gru baum", limit=1)
    assert found.excerpt.text == "Grüße aus dem Wald, wo die Bäume sind"
    assert [found.excerpt.text[start:end] for start, end in found.excerpt.marks] == ["Grüße", "Bäum"]


async def test_what_was_changed_last_comes_first(grove: Grove) -> None:
    for name in ("a", "b", "c"):
        grove.clock.move(timedelta(seconds=1))
        await grove.write(f"~/{name}", b"same word")
    grove.clock.move(timedelta(seconds=1))
    await grove.write("~/a", b"same word again")
    await grove.indexer.catch_up()
    assert await contents(grove, "word") == ["/ann/a", "/ann/c", "/ann/b"]
    assert len(await grove.files.searching.contents(ANN, "word", limit=2)) == 2


async def test_a_file_that_says_much_is_found_once(grove: Grove) -> None:
    await grove.write("~/much", " ".join(f"word{number}" for number in range(1100)).encode())
    await grove.write("~/little", b"word")
    await grove.indexer.catch_up()
    assert sorted(await contents(grove, "word")) == ["/ann/little", "/ann/much"]


async def test_whoever_may_only_see_a_file_learns_nothing_of_what_it_says(grove: Grove) -> None:
    await grove.write("~/Documents/plan.txt", b"secret harvest")
    await grove.indexer.catch_up()

    async def found() -> list[str]:
        several = await grove.files.searching.contents(BOB, "harvest", under="/ann/Documents", limit=9)
        return [one.path for one in several]

    with pytest.raises(EntryNotFoundError):
        await found()
    await share(grove, "~/Documents", mode=Mode.LIST)
    assert await found() == []
    await share(grove, "~/Documents", mode=Mode.READ)
    assert await found() == ["/ann/Documents/plan.txt"]


async def test_where_nothing_can_be_searched(grove: Grove) -> None:
    await grove.write("~/a.txt", b"word")
    with pytest.raises(NotDirectoryError):
        await contents(grove, "word", "~/a.txt")
    with pytest.raises(EntryNotFoundError):
        await contents(grove, "word", "~/nowhere")


async def test_a_search_asks_the_database_as_often_however_much_there_is(grove: Grove) -> None:
    async def asked() -> int:
        await grove.indexer.catch_up()
        with counted_queries(grove.db) as queries:
            assert await contents(grove, "word")
        return len(queries())

    await grove.write("~/a.txt", b"word")
    few = await asked()
    for number in range(8):
        await grove.write(f"~/more/{number}/b.txt", b"word", parents=True)
    assert await asked() == few
