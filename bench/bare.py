"""The floor: QEMU itself, booting the same kernel and root to the agent's first answer, with nothing of Ingle's daemon in between."""

import json
import os
import shutil
import socket
import struct
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

HEADER = struct.Struct("<2sBBII")
HELLO, READY, OPEN, DATA, CREDIT, CLOSE = 0x01, 0x02, 0x10, 0x12, 0x14, 0x16


def _frame(kind: int, stream: int, payload: bytes, key: int) -> bytes:
    header = HEADER.pack(b"\x49\xe7", kind, 0, stream, len(payload))
    check = zlib.crc32(header, key)
    return header + struct.pack("<I", check) + payload + struct.pack("<I", check ^ 0xFFFFFFFF)


def wait_ready(agent: socket.socket) -> int:
    """Say hello, wait for the frame that answers it; the nonce that keys the link."""
    nonce = int.from_bytes(os.urandom(4), "little") | 1
    agent.sendall(_frame(HELLO, 0, msgspec.msgpack.encode({"version": 1, "nonce": nonce}), 0))
    wanted = b"\x49\xe7" + bytes([READY])
    received = b""
    while wanted not in received:
        chunk = agent.recv(65536)
        if not chunk:
            raise RuntimeError("QEMU ended before the agent answered")
        received += chunk
    return nonce


def _host_khz() -> int:
    """Near enough for a boot: what the processor says of itself."""
    line = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("cpu MHz"))
    return int(float(line.split(":")[1]) * 1000)


class BareQemu:
    """Boots with the arguments that the platform needs and no more."""

    def __init__(self, boot: Path, root: Path, accelerator: str) -> None:
        manifest = json.loads((boot / "manifest.json").read_text())
        self.kernel, self.initrd = boot / manifest["kernel"], boot / manifest["initrd"]
        self.root, self.accelerator = root, accelerator

    def boot_to_ready(self) -> float:
        """Milliseconds, with the making of an empty disk; ending the VMM does not count."""
        started = perf_counter()
        with self.running():
            return (perf_counter() - started) * 1000

    @contextmanager
    def exec_source(self, argv: list[str]) -> Iterator[Callable[[int], float]]:
        """A function that runs argv in a running machine and returns the seconds until so many bytes of its output were read.

        A client with nothing around it: it counts what comes and grants credit, and does not even look for frames.
        """
        with self.running() as (agent, nonce):
            stream = 0

            def read(size: int) -> float:
                nonlocal stream
                stream += 1
                request = {
                    "method": "exec",
                    "session": f"s{stream}",
                    "argv": [word.encode() for word in argv],
                }
                started = perf_counter()
                agent.sendall(_frame(OPEN, stream, msgspec.msgpack.encode(request), nonce))
                received = granted = 0
                while received < size:
                    received += len(agent.recv(1 << 20))
                    if received - granted >= 131072:
                        agent.sendall(_frame(CREDIT, stream, struct.pack("<I", received - granted), nonce))
                        granted = received
                taken = perf_counter() - started
                agent.sendall(_frame(CLOSE, stream, msgspec.msgpack.encode({}), nonce))
                return taken

            agent.sendall(
                _frame(
                    OPEN, 0xFFFF, msgspec.msgpack.encode({"method": "configure", "hostname": "bare"}), nonce
                )
            )
            yield read

    @contextmanager
    def running(self) -> Iterator[tuple[socket.socket, int]]:
        """A machine whose agent has answered, its channel and the link's key; killed afterwards."""
        with TemporaryDirectory(prefix="ingle-bench-") as folder:
            directory = Path(folder)
            disk = directory / "disk.raw"
            with disk.open("wb") as file:
                file.truncate(4 << 30)
            subprocess.run(
                [
                    "mkfs.ext4",
                    "-q",
                    "-F",
                    "-E",
                    "lazy_itable_init=1,lazy_journal_init=1,discard",
                    "-O",
                    "^resize_inode",
                    str(disk),
                ],
                check=True,
            )
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind(str(directory / "agent.sock"))
                listener.listen(1)
                with subprocess.Popen(
                    self._argv(disk, listener.fileno()),
                    pass_fds=[listener.fileno()],
                    stdin=subprocess.DEVNULL,
                ) as vmm:
                    try:
                        with socket.socket(socket.AF_UNIX) as agent:
                            agent.connect(str(directory / "agent.sock"))
                            yield agent, wait_ready(agent)
                    finally:
                        vmm.kill()

    def _argv(self, disk: Path, agent: int) -> list[str]:
        qemu = shutil.which("qemu-system-x86_64") or "qemu-system-x86_64"
        command_line = "console=ttyS0 quiet panic=-1 reboot=t no_timer_check tsc=reliable"
        if self.accelerator == "tcg":
            command_line += f" tsc_early_khz={_host_khz()}"
        return [
            qemu, "-M", "microvm,acpi=on,rtc=on,isa-serial=on", "-accel", self.accelerator, "-cpu", "max,-erms,-fsrm", "-m", "512", "-smp", "1",
            "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-serial", "null",
            "-device", "virtio-serial-device", "-chardev", f"socket,id=c0,fd={agent},server=on,wait=off",
            "-device", "virtserialport,chardev=c0,name=agent",
            "-drive", f"if=none,id=root,file={self.root},format=raw,readonly=on", "-device", "virtio-blk-device,drive=root,serial=root",
            "-drive", f"if=none,id=upper,file={disk},format=raw", "-device", "virtio-blk-device,drive=upper,serial=upper",
            "-netdev", "user,id=n0", "-device", "virtio-net-device,netdev=n0",
            "-object", "rng-random,id=rng0,filename=/dev/urandom", "-device", "virtio-rng-device,rng=rng0",
            "-kernel", str(self.kernel), "-initrd", str(self.initrd), "-append", command_line,
        ]  # fmt: skip
