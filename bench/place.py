"""What the rows measure on: a fresh daemon with a busybox image, a machine that runs, and the bare parts for the references."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.bare import BareQemu
from ingle.sdk import Ingle

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from support.house import House, house

MACHINE = "bench"


@dataclass(frozen=True)
class Place:
    home: House
    ingle: Ingle
    bare: BareQemu


def _boot_folder() -> Path:
    boot = Path("build/boot")
    return next(folder for folder in (boot / "lean", boot / "debian") if (folder / "initrd.img").exists())


@contextmanager
def place() -> Iterator[Place]:
    with house() as home:
        home.ingle("image", "create", "busybox")
        home.ingle("create", "--name", MACHINE, "busybox")
        details = home.json("inspect", MACHINE)
        root = next((home.directory / "data" / "images").glob("*/root.squashfs"))
        bare = BareQemu(_boot_folder(), root, details["engine"].rpartition("/")[2])
        with Ingle(url=f"unix:{home.directory / 'data' / 'ingle.sock'}") as ingle:
            yield Place(home, ingle, bare)
