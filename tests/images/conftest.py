"""Images on a real database and a real shelf, with makers that do what the test says."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import anyio
import pytest

from ingle.base.clock import ManualClock
from ingle.drivers.rootfs.shelf import DiskShelf
from ingle.images.errors import ImageNotFoundError
from ingle.images.keeper import ImageKeeper
from ingle.images.model import Build, Credentials, ImageConfig, Origin, Progress, Reference, Root
from ingle.images.ports import Report
from ingle.images.service import Images
from ingle.runtime.bus import Bus, Fact
from ingle.runtime.db import Database


@dataclass
class ScriptedMaker:
    """Satisfies RootMaker and Registry. Works until `go` is set; raises `error` when there is one."""

    go: anyio.Event = field(default_factory=anyio.Event)
    started: anyio.Event = field(default_factory=anyio.Event)
    error: Exception | None = None
    running: int = 0
    most: int = 0
    fetched: list[tuple[Reference, Credentials | None, bool]] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)

    async def build(self, recipe: Build, work: Path, report: Report) -> Root:
        return await self._make(work, report)

    async def flatten(self, source: Path, work: Path, report: Report) -> Root:
        if source.is_file():
            self.uploads.append(source.read_bytes())
        return await self._make(work, report)

    async def wrap(self, tree: Path, config: ImageConfig, work: Path, report: Report) -> Root:
        self.uploads.append(tree.read_bytes())
        return replace(await self._make(work, report), config=config)

    async def fetch(
        self,
        reference: Reference,
        credentials: Credentials | None,
        *,
        insecure: bool,
        into: Path,
        report: Report,
    ) -> None:
        self.fetched.append((reference, credentials, insecure))
        into.mkdir()

    async def _make(self, work: Path, report: Report) -> Root:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            report(Progress("making", 1, 2, "steps"))
            self.started.set()
            await self.go.wait()
            if self.error is not None:
                raise self.error
            (work / "root.squashfs").write_bytes(b"squash")
            return Root(ImageConfig(cmd=("/bin/sh",), env={"A": "b"}), "amd64", "sha256:00", 6)
        finally:
            self.running -= 1


@dataclass
class NamedUsers:
    """Satisfies Usage."""

    names: Sequence[str] = ()

    async def users(self, image_id: str) -> Sequence[str]:
        return self.names


@dataclass
class OneMachine:
    """Satisfies Machines: Ann has one machine, on whichever image the test says."""

    image_id: str = ""
    content: Sequence[bytes] = (b"all ", b"files")
    error: Exception | None = None  # raised after the content
    let_go: int = 0  # how often it was packed, and is no more

    async def origin(self, owner: str, reference: str) -> Origin:
        if (owner, reference) != ("usr_ann", "one"):
            raise ImageNotFoundError(reference)
        return Origin("mch_one", "one", self.image_id)

    @asynccontextmanager
    async def pack(self, owner: str, machine_id: str) -> AsyncIterator[AsyncIterator[bytes]]:
        assert (owner, machine_id) == ("usr_ann", "mch_one")
        try:
            yield self._content()
        finally:
            self.let_go += 1

    async def _content(self) -> AsyncIterator[bytes]:
        for part in self.content:
            yield part
        if self.error is not None:
            raise self.error


@dataclass
class Workshop:
    """Everything around the service, at hand for a test."""

    db: Database
    directory: Path
    maker: ScriptedMaker = field(default_factory=ScriptedMaker)
    usage: NamedUsers = field(default_factory=NamedUsers)
    machines: OneMachine = field(default_factory=OneMachine)
    clock: ManualClock = field(default_factory=ManualClock)
    facts: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bus = Bus(self.clock)
        self.shelf = DiskShelf(self.directory, max_upload=1000)
        self._random = Random(1)  # noqa: S311

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Images]:
        """A daemon's life as far as images see it; opening again is a restart."""
        keeper = ImageKeeper(
            db=self.db,
            clock=self.clock,
            bus=self.bus,
            maker=self.maker,
            registry=self.maker,
            shelf=self.shelf,
            machines=self.machines,
        )
        images = Images(
            db=self.db,
            clock=self.clock,
            random=self._random.randbytes,
            bus=self.bus,
            keeper=keeper,
            shelf=self.shelf,
            usage=self.usage,
            machines=self.machines,
        )
        async with anyio.create_task_group() as listening:
            listening.start_soon(self._listen)
            await anyio.lowlevel.checkpoint()
            async with keeper.open():
                yield images
            listening.cancel_scope.cancel()

    async def _listen(self) -> None:
        with self.bus.subscribe() as facts:
            async for fact in facts:
                self.facts.append(fact)

    def files(self) -> set[str]:
        """Below the images' directory."""
        return {str(path.relative_to(self.directory)) for path in self.directory.rglob("*") if path.is_file()}


@pytest.fixture
def db(any_db: Database) -> Database:
    """One only: that the store keeps its word on both is its contract's matter."""
    return any_db


@pytest.fixture
def workshop(db: Database, tmp_path: Path) -> Workshop:
    return Workshop(db, tmp_path / "images")


async def until_done(images: Images, owner: str, name: str) -> None:
    """Wait until the image is no longer being made."""
    with anyio.fail_after(10):
        while (await images.get(owner, name)).state == "preparing":
            await anyio.lowlevel.checkpoint()
