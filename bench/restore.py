"""The floor of wake and fork: QEMU itself, restoring a saved state until the guest's agent answers, with nothing of Ingle's daemon in between.

The state is a template that Ingle has captured, the command line the engine's own: what is left out is everything around them.
"""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.bare import wait_ready
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import Listeners, Memory, build_command
from ingle.drivers.guest.frame import FLUSH
from ingle.machines.names import MachineId
from ingle.machines.ports import Kernel, Layer, VmmSpec

NOWHERE = Path("/nonexistent")  # a restore reads no kernel


@dataclass(frozen=True)
class Restored:
    pid: int
    milliseconds: float  # from the start of the process to the agent's answer


class BareRestore:
    """Restores a generation, again and again, each time over a fresh layer of its disk."""

    def __init__(self, generation: Path, root: Path, accelerator: Accelerator) -> None:
        self._generation, self._root, self._accelerator = generation, root, accelerator
        self._manifest = json.loads((generation / "manifest.json").read_text())
        layers = generation.parents[1] / "layers"
        [self._disk] = layers.glob(f"{self._manifest['layer']}.raw")

    def to_ready(self) -> float:
        """Milliseconds. Making the layer and ending the VMM do not count."""
        with self.running() as restored:
            return restored.milliseconds

    @contextmanager
    def running(self) -> Iterator[Restored]:
        """Killed afterwards."""
        with ExitStack() as stack:
            spec = self._spec(Path(stack.enter_context(TemporaryDirectory(prefix="ingle-bench-"))))
            agent, qmp = (stack.enter_context(_listening(spec.directory / name)) for name in ("a", "q"))
            devices = stack.enter_context((self._generation / "devices").open("rb")).fileno()
            descriptors = (agent.fileno(), qmp.fileno(), devices)
            started = perf_counter()
            vmm = stack.enter_context(
                subprocess.Popen(
                    build_command(
                        Path(shutil.which("qemu-system-x86_64") or "qemu-system-x86_64"),
                        spec,
                        self._accelerator,
                        Listeners(*descriptors[:2]),
                        Memory(self._generation / "memory", incoming=True),
                    ),
                    pass_fds=descriptors,
                    stdin=subprocess.DEVNULL,
                )
            )
            stack.callback(vmm.kill)
            with _connected(spec.directory / "q") as control:
                _load(control, devices)
            with _connected(spec.directory / "a") as channel:
                channel.sendall(FLUSH)  # the agent is in the middle of a conversation, as far as it knows
                wait_ready(channel)
                yield Restored(vmm.pid, (perf_counter() - started) * 1000)

    def _spec(self, directory: Path) -> VmmSpec:
        manifest, fresh = self._manifest, directory / "fresh.qcow2"
        image = ("qemu-img", "create", "-q", "-u", "-f", "qcow2", "-F", "raw", "-b", str(self._disk))
        subprocess.run([*image, str(fresh), f"{manifest['disk_mib']}M"], check=True)
        return VmmSpec(
            machine_id=MachineId("bare"),
            directory=directory,
            kernel=Kernel(NOWHERE, NOWHERE, "", "lean"),
            root_image=self._root,
            disk=(Layer(fresh, "qcow2"), Layer(self._disk, "raw")),
            disk_mib=manifest["disk_mib"],
            vcpus=manifest["vcpus"],
            memory_mib=manifest["memory_mib"],
            mac="52:54:00:12:34:56",
            network="10.64.0.0/24",
        )


@contextmanager
def _listening(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.fspath(path))
        listener.listen(1)
        yield listener


@contextmanager
def _connected(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(os.fspath(path))
        yield connection


def _load(control: socket.socket, devices: int) -> None:
    """The devices' state from the descriptor, and go."""
    said = b""

    def until(word: bytes) -> None:
        nonlocal said
        while word not in said:
            chunk = control.recv(65536)
            if not chunk or b'"failed"' in said:
                raise RuntimeError(f"QEMU did not load the state: {said[-500:]!r}")
            said += chunk
        said = said.partition(word)[2]

    def execute(command: str, **arguments: object) -> None:
        control.sendall(json.dumps({"execute": command, "arguments": arguments}).encode())

    until(b'"QMP"')
    execute("qmp_capabilities")
    execute("migrate-set-capabilities", capabilities=[{"capability": "events", "state": True}])
    execute("migrate-incoming", uri=f"fd:{devices}")
    until(b'"completed"')
    execute("cont")
    until(b'"RESUME"')
