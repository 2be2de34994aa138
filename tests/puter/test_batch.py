"""Operations of one request: their order, their names, and what fails by itself."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, cast

import pytest

from ingle.accounts import Mode
from ingle.edge.identity import Caller
from ingle.files import Owner, Place
from ingle.files.model import Step
from ingle.puter.batch import Batch
from ingle.puter.errors import BadRequestError
from ingle.puter.operations import Operations, target_of
from support.puter import entry

pytestmark = pytest.mark.anyio

ANN = Caller("usr_1", "ann", False, frozenset({"*"}), "session")


class Recorded:
    """In place of the operations on files: notes what it is asked for."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    def _place(self, what: str, path: str) -> Place:
        if "bad" in path:
            raise BadRequestError("bad")
        self.done.append((what, path))
        name = path.rpartition("/")[2]
        lineage = (Step("r", ""), Step("e", name))
        return Place(Owner("usr_1", "ann"), entry(name=name), lineage, Mode.MANAGE)

    async def mkdir(self, _caller: Caller, fields: Mapping[str, Any]) -> Place:
        return self._place("mkdir", target_of(fields))

    async def write(
        self, _caller: Caller, fields: Mapping[str, Any], content: AsyncIterator[bytes], **_terms: object
    ) -> Place:
        data = b"".join([piece async for piece in content])
        return self._place(f"write {data.decode()}", target_of(fields))


async def content(data: bytes) -> AsyncIterator[bytes]:
    yield data


@pytest.fixture
def recorded() -> Recorded:
    return Recorded()


@pytest.fixture
def batch(recorded: Recorded) -> Batch:
    return Batch(cast("Operations", recorded), ANN)


async def test_directories_come_before_the_files_that_lie_in_them(batch: Batch, recorded: Recorded) -> None:
    batch.plan({"op": "mkdir", "parent": "/ann", "path": "new", "as": "dir_0"})
    batch.plan({"op": "write", "path": "$dir_0", "name": "a.txt"})
    batch.plan({"op": "write", "path": "/ann", "name": "b.txt"})
    await batch.write(content(b"A"), media_type="", size=1)
    await batch.write(content(b"B"), media_type="", size=1)
    await batch.finish()
    assert recorded.done == [("mkdir", "/ann/new"), ("write A", "/ann/new/a.txt"), ("write B", "/ann/b.txt")]
    assert [one["name"] for one in batch.results] == ["new", "a.txt", "b.txt"]
    assert not batch.failed


async def test_one_that_fails_leaves_the_others(batch: Batch, recorded: Recorded) -> None:
    batch.plan({"op": "write", "path": "/ann", "name": "bad"})
    batch.plan({"op": "write", "path": "/ann", "name": "b.txt"})
    await batch.write(content(b"A"), media_type="", size=1)
    await batch.write(content(b"B"), media_type="", size=1)
    assert batch.failed
    assert (batch.results[0]["error"], batch.results[0]["code"], batch.results[0]["status"]) == (
        True,
        "bad_request",
        400,
    )
    assert recorded.done == [("write B", "/ann/b.txt")]


@pytest.mark.parametrize(
    "operation", [{}, {"op": "explode"}, {"op": "write", "path": "/a"}, {"op": "mkdir", "path": "$nothing/x"}]
)
async def test_what_cannot_be_done_is_told_in_its_place(batch: Batch, operation: dict[str, Any]) -> None:
    batch.plan(operation)
    await batch.finish()
    assert [one["error"] for one in batch.results] == [True]


async def test_a_file_too_many_is_refused(batch: Batch) -> None:
    with pytest.raises(BadRequestError):
        await batch.write(content(b"A"), media_type="", size=1)
