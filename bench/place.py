"""What the rows measure on: a fresh daemon with a busybox image, a machine that runs, and the bare parts for the references."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from bench.bare import BareQemu
from bench.restore import BareRestore
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.sdk import Ingle

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from endurance.api import Api
from support.house import House, house

MACHINE = "bench"
MEMORY_MIB = 512  # of a machine that says nothing about it
# Nothing cools down while it is measured, and no limit is met before the computer's own.
SETTINGS: Mapping[str, str] = {
    "INGLE_MACHINES__THERMAL__WARM_AFTER": "0",
    "INGLE_MACHINES__THERMAL__COLD_AFTER": "0",
    "INGLE_MACHINES__HOST__MEMORY_RATIO": "0",
    "INGLE_MACHINES__HOST__VCPU_RATIO": "0",
    "INGLE_MACHINES__WAITING__EACH": "2",  # as it is by default
}
_numbers = count()


@dataclass(frozen=True)
class Place:
    home: House
    ingle: Ingle
    api: Api
    bare: BareQemu

    @property
    def data(self) -> Path:
        return self.home.directory / "data"

    def new_name(self) -> str:
        return f"bench-{next(_numbers)}"

    def bare_restore(self, memory_mib: int = MEMORY_MIB) -> BareRestore:
        """R2 for machines of this size. Makes sure that there is a template of it."""
        machine = self.ingle.machines.create(image="busybox", name=self.new_name(), memory_mib=memory_mib)
        machine.remove(force=True)
        for path in sorted((self.data / "generations").glob("gen_*/manifest.json"), reverse=True):
            manifest = json.loads(path.read_text())
            if (manifest["kind"], manifest["memory_mib"]) == ("template", memory_mib):
                name: Literal["kvm", "tcg"] = "kvm" if self.bare.accelerator == "kvm" else "tcg"
                return BareRestore(path.parent, self.bare.root, Accelerator(name, "as the daemon has it"))
        raise RuntimeError(f"no template of {memory_mib} MiB was made; the daemon's log says why")

    def captures(self) -> list[float]:
        """How long each capture for a fork has had its source paused, in milliseconds, as the daemon has logged it."""
        lines = (line for line in self.home.log.read_text().splitlines() if '"machine_captured"' in line)
        return [fact["paused_ms"] for fact in map(json.loads, lines) if fact["kind"] == "fork"]


def _boot_folder() -> Path:
    boot = Path("build/boot")
    return next(folder for folder in (boot / "lean", boot / "debian") if (folder / "initrd.img").exists())


@contextmanager
def place() -> Iterator[Place]:
    with house(settings=SETTINGS) as home:
        home.ingle("image", "create", "busybox")
        home.ingle("create", "--name", MACHINE, "busybox")
        details = home.json("inspect", MACHINE)
        root = next((home.directory / "data" / "images").glob("*/root.squashfs"))
        bare = BareQemu(_boot_folder(), root, details["engine"].rpartition("/")[2])
        data = home.directory / "data"
        with Ingle(url=f"unix:{data / 'ingle.sock'}") as ingle, Api(data) as api:
            yield Place(home, ingle, api, bare)
