"""The control group around each VMM, where the host lets us make one: whether it does, and one for each start."""

import os
import threading
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

import structlog
from anyio import to_thread

from ingle.base.errors import UnavailableError
from ingle.base.units import MIB
from ingle.drivers.engines.qemu import process
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.bounds import DEFAULT_MARGINS, Margins, bounds
from ingle.machines.errors import EngineError
from ingle.machines.ports import VmmSpec
from ingle.runtime import cgroups
from ingle.runtime.cgroups import ControlGroup, Division, MemoryEnd, NoGroupsError

log = structlog.get_logger()

GroupChoice = Literal["auto", "on", "off"]
_NEEDED = frozenset({"memory", "cpu", "pids"})
_DEVICES = Path("/sys/dev/block")


class NoBoundsError(UnavailableError):
    """The settings ask for groups, and there are none, or not all of them."""

    def __init__(self, lacking: str, remedy: str) -> None:
        what = f"; what to do: {remedy}" if remedy else ""
        super().__init__(
            f"the settings ask for limits around machines (cgroups.use), and here {lacking}{what}"
        )
        self.lacking, self.remedy = lacking, remedy


@dataclass(frozen=True)
class Groups:
    """How VMMs are held within bounds here. `lacking`: why not, or not all of them; empty when nothing lacks. `remedy`: what to do about it.

    `name` is the folder's that an installation's groups lie in; by it those of another daemon are known as ours."""

    division: Division | None
    lacking: str = ""
    remedy: str = ""
    name: str = ""
    margins: Margins = DEFAULT_MARGINS
    disk: str | None = None

    def open(self, spec: VmmSpec, accelerator: Accelerator) -> ControlGroup | None:
        """An empty one for a VMM that is about to start. Blocks. Raises EngineError."""
        if self.division is None:
            return None
        limits = bounds(spec, accelerator, self.margins, disk=self.disk)
        try:
            return self.division.make(spec.machine_id, limits)
        except OSError as error:
            raise EngineError(f"cannot make a control group for the VMM: {error}") from error

    def of(self, pid: int, machine_id: str) -> ControlGroup | None:
        """The one that a running VMM is in. Blocks."""
        return cgroups.group_of(pid, self.name, machine_id)

    def forget(self, machine_id: str) -> None:
        """This machine has no VMM. Blocks."""
        if self.division is not None:
            self.division.forget(machine_id)


NO_GROUPS = Groups(None)


async def find_groups(choice: GroupChoice, data: Path, margins: Margins) -> Groups:
    """As the settings ask; what machines that have no VMM any more left behind is gone. Raises NoBoundsError when groups have to be and cannot."""
    groups = await to_thread.run_sync(_find, choice, data, margins)
    if choice == "on" and groups.lacking:
        raise NoBoundsError(groups.lacking, groups.remedy)
    return groups


def _find(choice: GroupChoice, data: Path, margins: Margins) -> Groups:
    name = folder_name(data)
    if choice == "off":
        return Groups(None, "they are switched off in the settings (cgroups.use)", name=name)
    try:
        division = cgroups.divide(cgroups.find_ground(), name)
    except NoGroupsError as error:
        return Groups(None, error.why, error.remedy, name=name)
    for left, pids in division.sweep(process.claimed()).items():
        log.warning("control_group_left", machine=left, pids=pids)
    disk = disk_of(data)
    lacking, remedy = _lacks(division, margins, disk)
    return Groups(division, lacking, remedy, name, margins, disk)


def _lacks(division: Division, margins: Margins, disk: str | None) -> tuple[str, str]:
    """Which bound that was asked for does not hold, and what to do about it."""
    if missing := sorted(needed(margins) - division.controllers):
        return f"the daemon's group has no {', '.join(missing)}", cgroups.UNIT
    if disk is None and (margins.read_bytes_per_second or margins.write_bytes_per_second):
        return "what is read and written cannot be limited, since the data directory is on no single disk", ""
    return "", ""


def folder_name(data: Path) -> str:
    """Of the groups of one installation: others may be in the same group."""
    return "ingle-machines-" + sha256(os.fsencode(data.resolve())).hexdigest()[:8]


def needed(margins: Margins) -> frozenset[str]:
    """The controllers without which a bound that was asked for does not hold."""
    rates = (margins.io_weight, margins.read_bytes_per_second, margins.write_bytes_per_second)
    return _NEEDED | ({"io"} if any(rate is not None for rate in rates) else frozenset())


def disk_of(folder: Path, devices: Path = _DEVICES) -> str | None:
    """The number of the disk that it is on, like 8:0; of a partition the whole disk's, since only that can be limited. None where no single disk is
    behind it."""
    device = folder.stat().st_dev
    try:
        place = (devices / f"{os.major(device)}:{os.minor(device)}").resolve(strict=True)
        return ((place.parent if (place / "partition").exists() else place) / "dev").read_text().strip()
    except OSError:
        return None


class Burial:
    """The end of a VMM's group: why it ended, if the group knows, and the group removed. Any number may ask."""

    def __init__(self, group: ControlGroup | None) -> None:
        self.group = group
        self._reason: str | None = None
        self._lock = threading.Lock()

    def finish(self) -> str:
        """For who knows that the VMM has ended. Why, as far as the group knows. Blocks."""
        if self.group is None:
            return ""
        with self._lock:
            if self._reason is None:
                self._reason = reason_of(self.group)
                if left := self.group.remove():
                    log.warning("control_group_left", group=str(self.group.path), pids=left)
            return self._reason


def reason_of(group: ControlGroup) -> str:
    """Why its VMM was ended, in a sentence for its owner; empty when not for memory."""
    end, limit = group.memory_end(), group.memory_limit()
    if end is MemoryEnd.LIMIT and limit is not None:
        return f"out of memory on the host: the machine's emulator took more than the {limit // MIB} MiB that it may (cgroups.memory_margin_mib)"
    if end is not None:
        return "out of memory on the host: it had none left, and the machine's emulator was ended for it"
    return ""
