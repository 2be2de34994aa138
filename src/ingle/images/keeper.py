"""The long work: one job for each image that is being made, some at a time, whoever asked may hang up meanwhile.

The row in state preparing is the intent, the finished directory the act, the row in state ready the outcome. A job that a daemon's end cut
off is not taken up again: its image fails and says so, and what it left on disk is swept.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import anyio
import anyio.abc
import structlog

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.images import events, store, views
from ingle.images.errors import ImagesBusyError
from ingle.images.model import Build, Image, Import, Progress, Recipe, Root, Save, State
from ingle.images.ports import Machines, Registry, Report, RootMaker, Shelf
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database

AT_ONCE = 2
MAX_JOBS = 16  # at work or waiting
PROGRESS_EVERY = 0.1  # seconds
INTERRUPTED = "interrupted; create it again"
_LAYOUT = "layout"
_WAITING = Progress("waiting")

log = structlog.get_logger()


@dataclass
class _Job:
    """The making of one image."""

    image: Image
    recipe: Recipe
    work: Path
    progress: Progress = _WAITING
    told_at: float = 0.0
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    ended: anyio.Event = field(default_factory=anyio.Event)


class ImageKeeper:
    """Owns the jobs. Open it before anything is submitted; leaving the context ends them all."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        bus: Bus,
        maker: RootMaker,
        registry: Registry,
        shelf: Shelf,
        machines: Machines,
    ) -> None:
        self._db = db
        self._clock = clock
        self._bus = bus
        self._maker = maker
        self._registry = registry
        self._shelf = shelf
        self._machines = machines
        self._jobs: dict[str, _Job] = {}
        self._group: anyio.abc.TaskGroup | None = None
        self._slots = anyio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Clean up after an earlier daemon, then take jobs for as long as the context lasts."""
        await self._recover()
        async with anyio.create_task_group() as group:
            self._group = group
            try:
                yield
            finally:
                self._group = None
                group.cancel_scope.cancel()

    def check_room(self) -> None:
        """Raises ImagesBusyError when no more jobs are taken."""
        if self._group is None or len(self._jobs) >= MAX_JOBS:
            raise ImagesBusyError(len(self._jobs))

    def submit(self, image: Image, recipe: Recipe, work: Path) -> None:
        """Begin to make an image that is recorded as preparing; `work` is what the shelf gave for it. Raises ImagesBusyError."""
        self.check_room()
        job = self._jobs[image.id] = _Job(image, recipe, work)
        if self._group is not None:
            self._group.start_soon(self._run, job)

    def progress(self, image_id: str) -> Progress | None:
        """How far it is; None when it is not being made."""
        job = self._jobs.get(image_id)
        return job.progress if job else None

    async def cancel(self, image_id: str) -> None:
        """End the making of this image, and wait until nothing of it runs."""
        job = self._jobs.get(image_id)
        if job is not None:
            job.scope.cancel()
            await job.ended.wait()

    async def _recover(self) -> None:
        interrupted = await self._db.write(lambda c: store.fail_unfinished(c, INTERRUPTED))
        await self._shelf.sweep(await self._db.read(store.ready_ids))
        if interrupted:
            log.warning("images_interrupted", count=interrupted)

    async def _run(self, job: _Job) -> None:
        """Never raises: one job's trouble is not the other jobs'."""
        try:
            with job.scope:
                async with self._slots:
                    image = await self._attempt(job)
                await self._record(image)
        except Exception:
            # The database or the disk is in trouble. The row stays as it is; the next start settles it.
            log.exception("image_not_recorded", image=job.image.id)
        finally:
            with anyio.CancelScope(shield=True):
                await self._tidy(job)
            del self._jobs[job.image.id]
            job.ended.set()

    async def _tidy(self, job: _Job) -> None:
        try:
            await self._shelf.discard(job.image.id)
        except OSError:
            log.exception("image_work_left", image=job.image.id)

    async def _attempt(self, job: _Job) -> Image:
        """The image as it became; every error of the making is its outcome."""
        try:
            root = await self._make(job)
            await self._shelf.place(job.image.id, job.work, root)
        except IngleError as error:
            log.info("image_failed", image=job.image.id, code=error.code, sentence=error.sentence)
            return replace(job.image, state=State.FAILED, error=error.sentence)
        except Exception:
            log.exception("image_failed", image=job.image.id)
            sentence = "something went wrong in the daemon; its log tells more"
            return replace(job.image, state=State.FAILED, error=sentence)
        return replace(job.image, state=State.READY, root=root)

    async def _make(self, job: _Job) -> Root:
        def report(progress: Progress) -> None:
            self._report(job, progress)

        recipe = job.recipe
        if isinstance(recipe, Build):
            return await self._maker.build(recipe, job.work, report)
        if isinstance(recipe, Import):
            return await self._maker.flatten(recipe.archive, job.work, report)
        if isinstance(recipe, Save):
            return await self._save(job, recipe, report)
        layout = job.work / _LAYOUT
        await self._registry.fetch(
            recipe.reference, recipe.credentials, insecure=recipe.insecure, into=layout, report=report
        )
        return await self._maker.flatten(layout, job.work, report)

    async def _save(self, job: _Job, recipe: Save, report: Report) -> Root:
        """The machine is needed only until its files are here."""
        origin = recipe.machine
        async with self._machines.pack(job.image.owner, origin.id) as content:
            step = f"reading the disk of {origin.name}"
            tree = await self._shelf.receive(job.work, _counted(content, step, report))
        return await self._maker.wrap(tree, recipe.config, job.work, report)

    async def _record(self, image: Image) -> None:
        """The outcome, told once it is recorded; an image that was removed meanwhile leaves nothing."""
        with anyio.CancelScope(shield=True):
            recorded = await self._db.write(lambda c: store.finish(c, image))
            if not recorded:
                await self._shelf.remove(image.id)
                return
        self._bus.publish(events.CHANGED, owner=image.owner, subject=image.id, data=views.image(image))

    def _report(self, job: _Job, progress: Progress) -> None:
        """Keep the newest, and tell of it when the step is new or some time has passed."""
        now = self._clock.monotonic()
        news = progress.step != job.progress.step or now - job.told_at >= PROGRESS_EVERY
        job.progress = progress
        if news:
            job.told_at = now
            view = views.image(job.image, progress)
            self._bus.publish(events.PROGRESS, owner=job.image.owner, subject=job.image.id, data=view)


async def _counted(content: AsyncIterator[bytes], step: str, report: Report) -> AsyncIterator[bytes]:
    done = 0
    async for data in content:
        done += len(data)
        report(Progress(step, done))
        yield data
