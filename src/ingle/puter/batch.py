"""Several operations of one request, each done or not by itself. Files come in the order of the operations that write them, and are written as they come;
what an operation made can be named by those after it: `as: "dir_0"`, then `$dir_0/a.txt`."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from ingle.base.errors import IngleError
from ingle.edge.identity import Caller
from ingle.edge.problems import explain
from ingle.puter.entries import v1
from ingle.puter.errors import BadRequestError, flat
from ingle.puter.operations import Operations
from ingle.puter.parts import MAX_PARTS, TooLargeError

Fields = Mapping[str, Any]


class Batch:
    def __init__(self, operations: Operations, caller: Caller) -> None:
        self._operations = operations
        self._caller = caller
        self._planned: list[Fields] = []
        self._made: dict[str, str] = {}  # what `as` names: paths
        self.results: list[Any] = []  # one for each operation that was carried out, in their order
        self.failed = False

    def plan(self, operation: Fields) -> None:
        """Raises TooLargeError."""
        if len(self._planned) >= MAX_PARTS:
            raise TooLargeError(f"a batch has at most {MAX_PARTS} operations")
        self._planned.append(operation)

    async def write(self, content: AsyncIterator[bytes], *, media_type: str, size: int | None) -> None:
        """The file of the next operation that writes one; what comes before that is done first. Raises BadRequestError when none is left."""
        while (operation := self._next()) is not None and operation.get("op") != "write":
            await self._carry_out(operation)
        if operation is None:
            raise BadRequestError("there are more files than operations that write one", key="file")
        try:
            place = await self._operations.write(
                self._caller, self._resolved(operation), content, media_type=media_type, size=size
            )
            self.results.append(v1(place.entry, place.path))
        except IngleError as error:
            self._fail(error)

    async def finish(self) -> None:
        """What is left, when the last file has come."""
        while (operation := self._next()) is not None:
            await self._carry_out(operation)

    def _next(self) -> Fields | None:
        done = len(self.results)
        return self._planned[done] if done < len(self._planned) else None

    async def _carry_out(self, operation: Fields) -> None:
        try:
            self.results.append(await self._done(self._resolved(operation)))
        except IngleError as error:
            self._fail(error)

    async def _done(self, operation: Fields) -> Any:
        """Raises BadRequestError for what is no operation."""
        match operation.get("op"):
            case "mkdir":
                place = await self._operations.mkdir(self._caller, operation)
            case "shortcut":
                place = await self._operations.shortcut(self._caller, operation)
            case "move":
                place, _ = await self._operations.move(self._caller, operation)
            case "delete":
                removed = await self._operations.remove(self._caller, operation)
                return [v1(one.entry, one.path) for one in removed]
            case "write":
                raise BadRequestError("there is no file for this operation", key="file")
            case _:
                raise BadRequestError("op is write, mkdir, shortcut, move or delete", key="op")
        if isinstance(name := operation.get("as"), str):
            self._made[name] = place.path
        return v1(place.entry, place.path)

    def _resolved(self, operation: Fields) -> Fields:
        """With the names of what was made replaced by its paths. Raises BadRequestError."""
        named = {
            field: self._path(value)
            for field in ("path", "parent", "source", "destination")
            if isinstance(value := operation.get(field), str) and value.startswith("$")
        }
        return {**operation, **named}

    def _path(self, text: str) -> str:
        name, slash, rest = text[1:].partition("/")
        if name not in self._made:
            raise BadRequestError(f"nothing that was made is called {name[:100]!r}", key="path")
        return self._made[name] + slash + rest

    def _fail(self, error: IngleError) -> None:
        problem = explain(error)
        self.results.append({**flat(problem), "error": True, "status": problem.status})
        self.failed = True
