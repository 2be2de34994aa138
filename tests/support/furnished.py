"""A data directory with the image `busybox` in it, as a daemon left it: made once for the code as it is, and copied by whoever needs one.

Making the image takes longer than most tests. It lies in build/, so that the workers of a run, and later runs, share it.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from anyio import to_thread

from ingle.drivers.rootfs.flatten import ROOT
from ingle.drivers.rootfs.maker import LocalMaker
from ingle.drivers.rootfs.shelf import MANIFEST
from ingle.images.model import Build, Progress, Root
from ingle.images.ports import Report
from support.processes import Daemon
from support.stores import Place
from support.waiting import wait_until

_TREE = Path(__file__).resolve().parents[2]
_SHELF = _TREE / "build" / "tests" / "furnished"


def furnish(directory: Path) -> None:
    """Copy it into an installation's directory, as `data`; beside it is what the daemon said. The first to ask makes it, others wait meanwhile."""
    with _kept() as kept:
        shutil.copytree(kept, directory, dirs_exist_ok=True)


class ReadyMaker(LocalMaker):
    """Has busybox made already, and makes everything else."""

    async def build(self, recipe: Build, work: Path, report: Report) -> Root:
        if recipe.base != "busybox" or recipe.packages:
            return await super().build(recipe, work, report)
        report(Progress("taking it from the shelf"))
        return await to_thread.run_sync(_take, work)


def _take(work: Path) -> Root:
    with _kept() as kept:
        (image,) = (kept / "data" / "images").glob("img_*")
        shutil.copy(image / ROOT, work)
        return msgspec.json.decode((image / MANIFEST).read_bytes(), type=Root)


@contextmanager
def _kept() -> Iterator[Path]:
    """Nobody else makes or removes one meanwhile."""
    _SHELF.mkdir(parents=True, exist_ok=True)
    kept = _SHELF / _key()
    with (_SHELF / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in _SHELF.glob("[0-9a-f]*"):
                shutil.rmtree(old)
            with TemporaryDirectory(dir=_SHELF, prefix="new-") as folder:
                made = Path(folder) / "made"
                made.mkdir()
                _make(made)
                made.rename(kept)
        yield kept


def _make(directory: Path) -> None:
    daemon = Daemon(directory, 0, place=Place()).wait_ready()
    try:
        daemon.ask("POST", "/api/v1/images", json={"how": "build", "base": "busybox"}).raise_for_status()

        def state() -> object:
            return daemon.ask("GET", "/api/v1/images/busybox").json()["state"]

        wait_until(lambda: state() != "preparing", timeout=300)
        assert state() == "ready", daemon.ask("GET", "/api/v1/images/busybox").text
    finally:
        assert daemon.stop() == 0, daemon.err
    (directory / "0.out").rename(directory / "daemon.out")  # as in a house
    (directory / "0.err").unlink()


def _key() -> str:
    """Of everything that has a say in what a data directory is."""
    files = sorted((_TREE / "src" / "ingle").rglob("*.py"))
    told = "".join(f"{path} {stat.st_size} {stat.st_mtime_ns}\n" for path in files for stat in [path.stat()])
    return sha256(told.encode()).hexdigest()[:16]
