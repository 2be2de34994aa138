"""How a synchronous object stands before an asynchronous one.

An event loop in a thread of its own (anyio's blocking portal) does the work. A method is one line, `stop = Verb(AsyncMachine.stop)`, and keeps its
parameters, types and documentation.
"""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import aclosing
from functools import partial, update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

import anyio
import anyio.to_thread
from anyio.abc import TaskStatus
from anyio.from_thread import BlockingPortal
from anyio.streams.memory import MemoryObjectReceiveStream

A = TypeVar("A")
T = TypeVar("T")
U = TypeVar("U")
P = ParamSpec("P")


class Face(Generic[A]):
    """Stands before one asynchronous object."""

    def __init__(self, portal: BlockingPortal, behind: A) -> None:
        self._portal = portal
        self._behind = behind

    def __repr__(self) -> str:
        return repr(self._behind)

    def _call(self, function: Callable[[], Coroutine[Any, Any, T]]) -> T:
        answer: T = self._portal.call(function)
        return answer


class Verb(Generic[A, P, T]):
    """A coroutine method, called and waited for. (A descriptor, so that each call is typed as the method is.)"""

    def __init__(self, method: Callable[Concatenate[A, P], Coroutine[Any, Any, T]]) -> None:
        self._method = method
        self.__doc__ = method.__doc__

    def __get__(self, face: Face[A], owner: type[Face[A]]) -> Callable[P, T]:
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            return face._call(partial(self._method, face._behind, *args, **kwargs))  # noqa: SLF001 - its own face

        return cast("Callable[P, T]", update_wrapper(call, self._method))


class Maker(Generic[A, P, T, U]):
    """A coroutine method whose answer gets a face of its own."""

    def __init__(
        self,
        method: Callable[Concatenate[A, P], Coroutine[Any, Any, T]],
        face: Callable[[BlockingPortal, T], U],
    ) -> None:
        self._method = method
        self._face = face
        self.__doc__ = method.__doc__

    def __get__(self, face: Face[A], owner: type[Face[A]]) -> Callable[P, U]:
        def call(*args: P.args, **kwargs: P.kwargs) -> U:
            return self._face(face._portal, face._call(partial(self._method, face._behind, *args, **kwargs)))  # noqa: SLF001

        return cast("Callable[P, U]", update_wrapper(call, self._method))


async def feed(items: Iterable[T]) -> AsyncIterator[T]:
    """The items of an iterable that may block, each taken in a thread."""
    source = iter(items)
    end = object()
    while (item := await anyio.to_thread.run_sync(next, source, end)) is not end:
        yield cast("T", item)


def iterate(portal: BlockingPortal, make: Callable[[], AsyncIterator[T]]) -> Iterator[T]:
    """The items of an asynchronous iterator, one in advance at most. All of it runs in one task, as cancel scopes want it."""

    async def feed(*, task_status: TaskStatus[MemoryObjectReceiveStream[T]]) -> None:
        send, receive = anyio.create_memory_object_stream[T](0)
        task_status.started(receive)
        async with receive, send, aclosing(cast("Any", make())) as items:
            async for item in items:
                await send.send(item)

    future, receive = portal.start_task(feed)
    try:
        while True:
            try:
                yield portal.call(receive.receive)
            except (anyio.EndOfStream, anyio.ClosedResourceError):
                future.result()  # raises what the iterator raised
                return
    finally:
        future.cancel()  # also when it is left early; the task cleans up after itself
