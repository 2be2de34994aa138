"""Programs in the very jail that a VMM gets, in QEMU's place."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio

from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.jail import Jail, plan_for
from ingle.machines.ports import Kernel, Layer, VmmSpec
from ingle.runtime.processes import Detached, Process, ProcessExit

PYTHON = Path("/usr/bin/python3").resolve()  # the libraries of Debian's own are among those that a jail has
PROBE = Path(__file__).with_name("jail_probe.py")
PATIENCE = 60.0
TCG = Accelerator("tcg", "because")


@dataclass(frozen=True)
class Home:
    """A data directory with what one machine has, and what it must not see."""

    root: Path

    @property
    def spec(self) -> VmmSpec:
        directory = self.root / "machines" / "mch_1"
        return VmmSpec(
            machine_id="mch_1",
            directory=directory,
            kernel=Kernel(self.root / "boot" / "vmlinux", self.root / "boot" / "initrd.img", "6.12", "lean"),
            root_image=self.root / "images" / "img_1" / "root.squashfs",
            disk=(Layer(directory / "new.qcow2", "qcow2"), Layer(directory / "old.raw", "raw")),
            disk_mib=64,
            vcpus=1,
            memory_mib=128,
            mac="52:54:00:12:34:56",
            network="10.64.1.0/24",
        )

    @property
    def strangers(self) -> list[Path]:
        return [
            self.root / name for name in ("ingle.db", "machines/mch_2/disk.raw", "images/img_2/root.squashfs")
        ]

    def furnish(self) -> None:
        spec = self.spec
        files = [
            spec.root_image,
            spec.kernel.kernel,
            spec.kernel.initrd,
            *(layer.path for layer in spec.disk),
        ]
        for path in (*files, *self.strangers):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("content")


async def start(
    jail: Jail, spec: VmmSpec, *, descriptors: Sequence[int] = (), sees_itself: bool = False, **orders: Any
) -> Process:
    """The probe, with these orders."""
    orders_file, *written = (spec.directory / name for name in ("orders.json", "report.json", "marker"))
    orders_file.write_text(json.dumps(orders))
    for path in written:
        path.write_text("")
    argv = [str(PYTHON), "-I", "-c", PROBE.read_text(), "-name", f"ingle-{spec.machine_id}"]
    log = spec.directory / "vmm.log"
    detached = Detached(argv, log, spec.directory, {"LC_ALL": "C.UTF-8"}, file_limit=1 << 20)
    plan = plan_for(
        spec,
        TCG,
        descriptors=descriptors,
        read_only=[orders_file],
        read_write=written,
        sees_itself=sees_itself,
    )
    return await jail.spawn(detached, plan)


@asynccontextmanager
async def jailed(jail: Jail, spec: VmmSpec, **orders: Any) -> AsyncIterator[Process]:
    """The probe, killed at the end."""
    process = await start(jail, spec, **orders)
    try:
        yield process
    finally:
        with anyio.CancelScope(shield=True):
            await process.kill()
        process.release()


async def ended(process: Process) -> ProcessExit:
    with anyio.fail_after(PATIENCE):
        return await process.wait()


async def report(jail: Jail, spec: VmmSpec, **orders: Any) -> dict[str, Any]:
    """What the probe found."""
    async with jailed(jail, spec, **orders) as process:
        exit_ = await ended(process)
        assert exit_ == ProcessExit(code=0), (spec.directory / "vmm.log").read_text()
    found: dict[str, Any] = json.loads((spec.directory / "report.json").read_text())
    return found
