"""Applications that are made when they are first asked. A house has hundreds of endpoints and making them ready takes most of a second; a start need
not wait for that, nor a program that asks for one of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any

from litestar.types import ASGIApp, Receive, Scope, Send


class Later:
    """Makes an application when it is first asked, once, whatever thread asks."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: ASGIApp | None = None

    def complete(self) -> ASGIApp:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._made or self.complete())(scope, receive, send)


class Sections:
    """Sends what is asked below a path to the section that is called as the next word, all else to the rest."""

    def __init__(self, prefix: str, sections: Mapping[str, Later], rest: Later) -> None:
        """`prefix`: such as /api/v1."""
        self._start = f"{prefix}/"
        self._prefix = _words(prefix)
        self._sections = sections
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._find(scope["path"])(scope, receive, send)

    def complete(self) -> None:
        """Makes what nobody has asked for yet."""
        for section in (*self._sections.values(), self._rest):
            section.complete()

    def _find(self, path: str) -> ASGIApp:
        if path.startswith(self._start):
            found = self._sections.get(path[len(self._start) :].partition("/")[0])
            if found is not None:
                return found
        *above, word = [*_words(path), "", ""][: len(self._prefix) + 1]  # with slashes that say nothing
        return self._sections.get(word, self._rest) if above == self._prefix else self._rest


def by_section(handlers: Iterable[Any]) -> dict[str, Sequence[Any]]:
    """By the first word of their paths. Raises ValueError for one that lies in several sections."""
    found: dict[str, list[Any]] = {}
    for handler in handlers:
        words = {first_word(path) for path in handler.paths}
        if len(words) != 1:
            raise ValueError(f"{sorted(handler.paths)} ({handler}) lies in several sections")
        found.setdefault(words.pop(), []).append(handler)
    return dict(found)


def first_word(path: str) -> str:
    return path.lstrip("/").partition("/")[0]


def _words(path: str) -> list[str]:
    return [word for word in path.split("/") if word]
