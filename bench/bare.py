"""The floor: QEMU itself, booting the same kernel and root to the agent's first answer, with nothing of Ingle's daemon in between."""

import json
import os
import shutil
import socket
import struct
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

HEADER = struct.Struct("<2sBBII")
HELLO, READY = 0x01, 0x02


def _frame(kind: int, stream: int, payload: bytes, key: int) -> bytes:
    header = HEADER.pack(b"\x49\xe7", kind, 0, stream, len(payload))
    check = zlib.crc32(header, key)
    return header + struct.pack("<I", check) + payload + struct.pack("<I", check ^ 0xFFFFFFFF)


def _wait_ready(agent: socket.socket) -> None:
    """Say hello and wait for the frame that answers it."""
    nonce = int.from_bytes(os.urandom(4), "little") | 1
    agent.sendall(_frame(HELLO, 0, msgspec.msgpack.encode({"version": 1, "nonce": nonce}), 0))
    wanted = b"\x49\xe7" + bytes([READY])
    received = b""
    while wanted not in received:
        chunk = agent.recv(65536)
        if not chunk:
            raise RuntimeError("QEMU ended before the agent answered")
        received += chunk


class BareQemu:
    """Boots with the arguments that the platform needs and no more."""

    def __init__(self, boot: Path, root: Path, accelerator: str, tsc_khz: int) -> None:
        manifest = json.loads((boot / "manifest.json").read_text())
        self.kernel, self.initrd = boot / manifest["kernel"], boot / manifest["initrd"]
        self.root, self.accelerator, self.tsc_khz = root, accelerator, tsc_khz

    def boot_to_ready(self) -> None:
        with self.running():
            pass

    @contextmanager
    def running(self) -> Iterator[socket.socket]:
        """A machine whose agent has answered, and its channel; killed afterwards."""
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
                            _wait_ready(agent)
                            yield agent
                    finally:
                        vmm.kill()

    def _argv(self, disk: Path, agent: int) -> list[str]:
        qemu = shutil.which("qemu-system-x86_64") or "qemu-system-x86_64"
        command_line = "console=ttyS0 quiet panic=-1 reboot=t no_timer_check"
        if self.accelerator == "tcg":
            command_line += f" tsc_early_khz={self.tsc_khz}"
        return [
            qemu, "-M", "microvm,acpi=on,rtc=on,isa-serial=on", "-accel", self.accelerator, "-cpu", "max", "-m", "512", "-smp", "1",
            "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-serial", "null",
            "-device", "virtio-serial-device", "-chardev", f"socket,id=c0,fd={agent},server=on,wait=off",
            "-device", "virtserialport,chardev=c0,name=agent",
            "-drive", f"if=none,id=root,file={self.root},format=raw,readonly=on", "-device", "virtio-blk-device,drive=root,serial=root",
            "-drive", f"if=none,id=upper,file={disk},format=raw", "-device", "virtio-blk-device,drive=upper,serial=upper",
            "-netdev", "user,id=n0", "-device", "virtio-net-device,netdev=n0",
            "-object", "rng-random,id=rng0,filename=/dev/urandom", "-device", "virtio-rng-device,rng=rng0",
            "-kernel", str(self.kernel), "-initrd", str(self.initrd), "-append", command_line,
        ]  # fmt: skip
