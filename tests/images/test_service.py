"""What people do with images, and what the keeper does meanwhile."""

from collections.abc import AsyncIterator
from dataclasses import replace

import anyio
import pytest

from images.conftest import Workshop, until_done
from ingle.base.errors import ConflictError
from ingle.images.errors import (
    ImageInUseError,
    ImageInvalidError,
    ImageNameInvalidError,
    ImageNameTakenError,
    ImageNotFoundError,
    ImageNotReadyError,
    ImagesBusyError,
    ImageTooLargeError,
)
from ingle.images.keeper import AT_ONCE, INTERRUPTED, MAX_JOBS
from ingle.images.model import Build, Credentials, Progress, Pull, Source, State
from ingle.images.policy import parse_reference

pytestmark = pytest.mark.anyio

ANN, BOB = "usr_ann", "usr_bob"
DEBIAN = Build("debian")


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_an_image_is_preparing_then_ready_and_can_be_run(workshop: Workshop) -> None:
    async with workshop.open() as images:
        begun = await images.create(ANN, DEBIAN)
        assert (begun.state, begun.name, begun.source) == (State.PREPARING, "debian", Source.DEBIAN)
        await workshop.maker.started.wait()
        assert images.progress(begun) == Progress("making", 1, 2, "steps")
        with pytest.raises(ImageNotReadyError, match="wait"):
            await images.find(ANN, "debian")
        workshop.maker.go.set()
        await until_done(images, ANN, "debian")
        ready = await images.find(ANN, begun.id)
    assert (ready.cmd, ready.env) == (("/bin/sh",), {"A": "b"})
    assert ready.root.read_bytes() == b"squash"
    assert workshop.files() == {f"{begun.id}/root.squashfs", f"{begun.id}/manifest.json"}
    assert [fact.type for fact in workshop.facts] == ["image.changed", "image.progress", "image.changed"]
    assert [fact.data.state for fact in workshop.facts] == ["preparing", "preparing", "ready"]


async def test_one_that_is_known_by_its_id_is_found_for_nobody_in_particular(workshop: Workshop) -> None:
    async with workshop.open() as images:
        begun = await images.create(ANN, DEBIAN)
        with pytest.raises(ImageNotReadyError):
            await images.known(begun.id)
        workshop.maker.go.set()
        await until_done(images, ANN, "debian")
        assert await images.known(begun.id) == await images.find(ANN, "debian")
        with pytest.raises(ImageNotFoundError):
            await images.known("debian")


async def test_others_do_not_find_it(workshop: Workshop) -> None:
    async with workshop.open() as images:
        mine = await images.create(ANN, DEBIAN)
        for use in (images.get, images.find, images.remove):
            for reference in (mine.id, "debian"):
                with pytest.raises(ImageNotFoundError):
                    await use(BOB, reference)
        assert (await images.list(BOB, after=None, limit=10)).items == []
        assert (await images.create(BOB, DEBIAN)).id != mine.id


async def test_asking_again_for_the_same_is_the_same_and_for_another_is_refused(workshop: Workshop) -> None:
    async with workshop.open() as images:
        first = await images.create(ANN, DEBIAN)
        assert await images.create(ANN, DEBIAN) == first
        for other in (Build("debian", ("vim",)), Pull(parse_reference("debian"))):
            with pytest.raises(ImageNameTakenError):
                await images.create(ANN, other)
        with pytest.raises(ImageNameTakenError):
            await images.import_archive(ANN, "debian", chunks(b"x"))
        assert len(workshop.files()) == 0


async def test_a_failed_one_says_why_and_is_made_anew(workshop: Workshop) -> None:
    workshop.maker.error = ImageInvalidError("a layer is damaged")
    workshop.maker.go.set()
    async with workshop.open() as images:
        failed = await images.create(ANN, DEBIAN)
        await until_done(images, ANN, "debian")
        assert (await images.get(ANN, "debian")).error == "a layer is damaged"
        with pytest.raises(ImageNotReadyError, match="damaged"):
            await images.find(ANN, "debian")
        workshop.maker.error = None
        again = await images.create(ANN, DEBIAN)
        assert again.id != failed.id
        await until_done(images, ANN, "debian")
        assert (await images.get(ANN, "debian")).state is State.READY
    assert all(path.startswith(again.id) for path in workshop.files())


async def test_a_fault_of_ours_fails_the_image_without_telling_secrets(workshop: Workshop) -> None:
    workshop.maker.error = RuntimeError("password=hunter2")
    workshop.maker.go.set()
    async with workshop.open() as images:
        await images.create(ANN, DEBIAN)
        await until_done(images, ANN, "debian")
        assert "hunter2" not in (await images.get(ANN, "debian")).error


async def test_a_pull_hands_the_credentials_on_and_keeps_them_nowhere(workshop: Workshop) -> None:
    workshop.maker.go.set()
    secret = Credentials("me", "hunter2")
    async with workshop.open() as images:
        await images.create(ANN, Pull(parse_reference("localhost:5000/x:latest"), secret, insecure=True))
        await until_done(images, ANN, "localhost:5000/x")
        assert (await images.get(ANN, "localhost:5000/x:latest")).source is Source.REGISTRY
    assert workshop.maker.fetched == [(parse_reference("localhost:5000/x"), secret, True)]
    assert "hunter2" not in repr(workshop.facts)
    assert not any(
        b"hunter2" in path.read_bytes() for path in workshop.directory.parent.rglob("*") if path.is_file()
    )


async def test_an_import_is_received_then_taken_apart(workshop: Workshop) -> None:
    workshop.maker.go.set()
    async with workshop.open() as images:
        await images.import_archive(ANN, "mine", chunks(b"one", b"two"))
        await until_done(images, ANN, "mine")
        assert workshop.maker.uploads == [b"onetwo"]
        assert (await images.get(ANN, "mine")).source is Source.ARCHIVE


async def test_an_upload_that_is_too_large_or_breaks_leaves_nothing(workshop: Workshop) -> None:
    async def breaks() -> AsyncIterator[bytes]:
        yield b"begin"
        raise ConnectionResetError

    async with workshop.open() as images:
        with pytest.raises(ImageTooLargeError):
            await images.import_archive(ANN, "big", chunks(b"x" * 600, b"x" * 600))
        with pytest.raises(ConnectionResetError):
            await images.import_archive(ANN, "cut", breaks())
        assert (await images.list(ANN, after=None, limit=10)).items == []
    assert workshop.files() == set()


async def test_only_some_are_made_at_once_and_only_so_many_wait(workshop: Workshop) -> None:
    async with workshop.open() as images:
        for number in range(MAX_JOBS):
            await images.create(ANN, DEBIAN, name=f"d{number}")
        with pytest.raises(ImagesBusyError):
            await images.create(ANN, DEBIAN, name="one-more")
        workshop.maker.go.set()
        for number in range(MAX_JOBS):
            await until_done(images, ANN, f"d{number}")
    assert workshop.maker.most == AT_ONCE


async def test_removing_one_that_is_being_made_ends_the_work(workshop: Workshop) -> None:
    async with workshop.open() as images:
        await images.create(ANN, DEBIAN)
        await workshop.maker.started.wait()
        await images.remove(ANN, "debian")
        assert workshop.maker.running == 0
        with pytest.raises(ImageNotFoundError):
            await images.get(ANN, "debian")
        assert workshop.files() == set()
    assert [fact.type for fact in workshop.facts][-1] == "image.removed"


async def test_a_used_image_stays(workshop: Workshop) -> None:
    workshop.maker.go.set()
    async with workshop.open() as images:
        await images.create(ANN, DEBIAN)
        await until_done(images, ANN, "debian")
        workshop.usage.names = ["one", "two"]
        with pytest.raises(ImageInUseError, match="one, two"):
            await images.remove(ANN, "debian")
        workshop.usage.names = []
        await images.remove(ANN, "debian")
    assert workshop.files() == set()


async def test_after_a_restart_what_was_cut_off_has_failed_and_its_leftovers_are_gone(
    workshop: Workshop,
) -> None:
    async with workshop.open() as images:
        workshop.maker.go.set()
        kept = await images.create(ANN, DEBIAN, name="kept")
        await until_done(images, ANN, "kept")
        workshop.maker.go = anyio.Event()
        workshop.maker.started = anyio.Event()
        await images.create(ANN, DEBIAN)
        await workshop.maker.started.wait()
    stray = workshop.directory / "img_stray" / "root.squashfs"
    half = workshop.directory / ".work" / "img_half" / "layer-0.tar"
    for path in (stray, half):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    async with workshop.open() as images:
        assert (await images.get(ANN, "debian")).error == INTERRUPTED
        assert (await images.find(ANN, "kept")).root.exists()
    assert workshop.files() == {f"{kept.id}/root.squashfs", f"{kept.id}/manifest.json"}


async def test_progress_is_told_not_more_often_than_people_can_see(workshop: Workshop) -> None:
    async with workshop.open() as images:
        image = await images.create(ANN, DEBIAN)
        await workshop.maker.started.wait()
        job = images._keeper._jobs[image.id]
        for done in range(1000):
            images._keeper._report(job, replace(Progress("downloading"), done=done))
        assert images.progress(image) == Progress("downloading", 999)
        await anyio.lowlevel.checkpoint()
    told = [fact for fact in workshop.facts if fact.type == "image.progress"]
    assert [fact.data.progress.step for fact in told] == ["making", "downloading"]


async def test_a_machine_is_saved_as_an_image_that_is_run_as_the_one_it_stands_on(workshop: Workshop) -> None:
    workshop.maker.go.set()
    async with workshop.open() as images:
        workshop.machines.image_id = (await images.create(ANN, DEBIAN)).id
        await until_done(images, ANN, "debian")
        workshop.facts.clear()
        begun = await images.save(ANN, "one", "kept")
        assert (begun.state, begun.source, begun.reference) == (State.PREPARING, Source.MACHINE, "mch_one")
        await until_done(images, ANN, "kept")
        kept, debian = await images.find(ANN, "kept"), await images.find(ANN, "debian")
    assert (kept.cmd, kept.env) == (debian.cmd, debian.env)
    assert (workshop.maker.uploads, workshop.machines.let_go) == ([b"all files"], 1)
    told = [fact.data.progress.step for fact in workshop.facts if fact.type == "image.progress"]
    assert told == ["reading the disk of one", "making"]
    assert f"{begun.id}/root.squashfs" in workshop.files()


async def test_saving_again_is_another_image_and_needs_another_name(workshop: Workshop) -> None:
    workshop.maker.go.set()
    async with workshop.open() as images:
        workshop.machines.image_id = (await images.create(ANN, DEBIAN)).id
        await until_done(images, ANN, "debian")
        await images.save(ANN, "one", "kept")
        with pytest.raises(ImageNameTakenError):
            await images.save(ANN, "one", "kept")
        with pytest.raises(ImageNameInvalidError):
            await images.save(ANN, "one", "")


async def test_only_ones_own_machine_is_saved(workshop: Workshop) -> None:
    async with workshop.open() as images:
        with pytest.raises(ImageNotFoundError):
            await images.save(BOB, "one", "kept")
        assert (await images.list(BOB, after=None, limit=10)).items == []


async def test_a_machine_that_breaks_off_leaves_a_failed_image_that_says_why(workshop: Workshop) -> None:
    workshop.maker.go.set()
    workshop.machines.error = ConflictError("the machine has just ended")
    async with workshop.open() as images:
        workshop.machines.image_id = (await images.create(ANN, DEBIAN)).id
        await until_done(images, ANN, "debian")
        await images.save(ANN, "one", "kept")
        await until_done(images, ANN, "kept")
        failed = await images.get(ANN, "kept")
        assert (failed.state, failed.error) == (State.FAILED, "the machine has just ended")
        assert workshop.machines.let_go == 1
        workshop.machines.error = None
        await images.save(ANN, "one", "kept")  # in place of the failed one
        await until_done(images, ANN, "kept")
        assert (await images.get(ANN, "kept")).state is State.READY
