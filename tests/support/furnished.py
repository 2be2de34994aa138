"""A data directory with the image `busybox` in it, as a daemon left it: made once for the code as it is, and copied by whoever needs one. For real machines
there is one with templates, too: machines of these sizes begin without a boot.

Making the image takes longer than most tests, and so does booting it. They lie in build/, so that the workers of a run, and later runs, share them.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import msgspec
from anyio import to_thread

from ingle.drivers.engines.qemu.engine import PROGRAM
from ingle.drivers.rootfs.flatten import ROOT
from ingle.drivers.rootfs.maker import LocalMaker
from ingle.drivers.rootfs.shelf import MANIFEST
from ingle.images.model import Build, Progress, Root
from ingle.images.ports import Report
from ingle.runtime.processes import find_program
from support.boot import kernels
from support.processes import Daemon
from support.shelf import kept, key_of_code
from support.stores import Place
from support.waiting import wait_until

SMALL = {"memory_mib": 128, "disk_mib": 256}  # what is captured often
_SIZES: tuple[dict[str, int], ...] = ({}, SMALL)


def furnish(directory: Path, *, templates: bool = False) -> None:
    """Copy it into an installation's directory, as `data`; beside it is what the daemon said. The first to ask makes it, others wait meanwhile."""
    directory.mkdir(exist_ok=True)
    with _kept(templates=templates) as folder:
        # Not shutil's copytree, which fills the holes of memories and disks.
        subprocess.run(["cp", "--archive", f"{folder}/.", directory], check=True)


class ReadyMaker(LocalMaker):
    """Has busybox made already, and makes everything else."""

    async def build(self, recipe: Build, work: Path, report: Report) -> Root:
        if recipe.base != "busybox" or recipe.packages:
            return await super().build(recipe, work, report)
        report(Progress("taking it from the shelf"))
        return await to_thread.run_sync(_take, work)


def _take(work: Path) -> Root:
    with _kept() as folder:
        (image,) = (folder / "data" / "images").glob("img_*")
        shutil.copy(image / ROOT, work)
        return msgspec.json.decode((image / MANIFEST).read_bytes(), type=Root)


def _kept(*, templates: bool = False) -> AbstractContextManager[Path]:
    if not templates:
        return kept("image", key_of_code(), _make_image)
    boot = kernels().best()
    return kept("templates", key_of_code(boot.kernel, boot.initrd, find_program(PROGRAM)), _make_templates)


def _make_image(directory: Path) -> None:
    with _daemon(directory) as daemon:
        daemon.ask("POST", "/api/v1/images", json={"how": "build", "base": "busybox"}).raise_for_status()

        def state() -> object:
            return daemon.ask("GET", "/api/v1/images/busybox").json()["state"]

        wait_until(lambda: state() != "preparing", timeout=300)
        assert state() == "ready", daemon.ask("GET", "/api/v1/images/busybox").text


def _make_templates(directory: Path) -> None:
    """The first machine of each size boots, and leaves its image's template."""
    furnish(directory)
    with _daemon(directory, "--engine", "qemu", "--machines", '{"waiting": {"each": 0}}') as daemon:
        for size in _SIZES:
            request = {"name": "first", "image": "busybox", **size}
            made = daemon.ask("POST", "/api/v1/machines", json=request)
            assert made.is_success, made.text
            daemon.ask("DELETE", "/api/v1/machines/first?force=true").raise_for_status()


@contextmanager
def _daemon(directory: Path, *flags: str) -> Iterator[Daemon]:
    daemon = Daemon(directory, 0, *flags, place=Place()).wait_ready()
    try:
        yield daemon
    finally:
        assert daemon.stop() == 0, daemon.err
    with (directory / "daemon.out").open("a") as said:  # as in a house
        said.write(daemon.out)
    (directory / "0.out").unlink()
    (directory / "0.err").unlink()
