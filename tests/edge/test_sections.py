import threading
from collections.abc import Callable
from typing import Any

import pytest
from litestar.types import ASGIApp, Receive, Scope, Send

from ingle.edge.routes import get
from ingle.edge.sections import Later, Sections, by_section, first_word

asked: list[str] = []


def naming(name: str, made: list[str]) -> Callable[[], ASGIApp]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(name)

    def make() -> ASGIApp:
        made.append(name)
        return app

    return make


def house(made: list[str]) -> Sections:
    sections = {word: Later(naming(word, made)) for word in ("files", "kv")}
    return Sections("/api/v1", sections, Later(naming("rest", made)))


async def who_answers(sections: Sections, path: str) -> str:
    asked.clear()
    await sections({"type": "http", "path": path}, None, None)  # type: ignore[arg-type, typeddict-item] # all they look at
    return asked.pop()


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/api/v1/files", "files"),
        ("/api/v1/files/", "files"),
        ("/api/v1/files/list", "files"),
        ("/api/v1/kv/a/b", "kv"),
        ("//api/v1//files", "files"),
        ("/api//v1/kv", "kv"),
        ("/api/v1/filesystem", "rest"),
        ("/api/v1", "rest"),
        ("/api/v1/", "rest"),
        ("/api", "rest"),
        ("/files", "rest"),
        ("/x/api/v1/files", "rest"),
        ("/", "rest"),
        ("", "rest"),
    ],
)
async def test_a_section_is_found_by_its_word(path: str, who: str) -> None:
    assert await who_answers(house([]), path) == who


async def test_a_section_is_made_when_it_is_asked_and_once() -> None:
    made: list[str] = []
    sections = house(made)
    assert made == []
    for _ in range(2):
        await who_answers(sections, "/api/v1/kv/a")
    assert made == ["kv"]
    sections.complete()
    sections.complete()
    assert sorted(made) == ["files", "kv", "rest"]


def test_two_threads_get_the_same() -> None:
    together = threading.Barrier(2, timeout=30)
    entered = threading.Event()

    def make() -> ASGIApp:
        entered.set()
        return naming("one", [])()

    later = Later(make)
    found: list[ASGIApp] = []

    def ask() -> None:
        together.wait()
        found.append(later.complete())

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert entered.is_set()
    assert len(found) == 2
    assert found[0] is found[1]


def test_what_cannot_be_made_is_told_each_time() -> None:
    def make() -> ASGIApp:
        raise RuntimeError("two handlers for one path")

    later = Later(make)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            later.complete()


@get(["/files", "/files/{path:str}"], scope="files:read")
async def read(path: str = "") -> None: ...


@get("/kv", scope="kv:read")
async def keys() -> None: ...


@get(["/kv/x", "/files/x"], scope="kv:read")
async def astray() -> None: ...


def test_handlers_lie_in_one_section() -> None:
    found: dict[str, Any] = by_section([read, keys])
    assert found == {"files": [read], "kv": [keys]}
    with pytest.raises(ValueError, match="several sections"):
        by_section([astray])


@pytest.mark.parametrize(
    ("path", "word"), [("/stat", "stat"), ("/drivers/call", "drivers"), ("stat", "stat"), ("/", ""), ("", "")]
)
def test_first_word(path: str, word: str) -> None:
    assert first_word(path) == word
