"""What tests need to boot real machines: the boot files, a small image, and the first words of a conversation with the agent."""

import itertools
import os
import subprocess
from pathlib import Path
from typing import Any, TypeVar

import anyio
import msgspec
from anyio.abc import ByteStream

from ingle.drivers.boot import BootFolder
from ingle.drivers.guest.frame import FLUSH, Decoder, Frame, Type, encode
from ingle.drivers.guest.messages import VERSION, Hello, Ready, pack, unpack
from ingle.drivers.guest.requests import PowerOff
from support.shelf import kept, key_of

BOOT_SECONDS = 120.0  # an emulated guest on a busy host
BOOT_FOLDER = Path(os.environ.get("INGLE_BOOT_DIR") or Path(__file__).resolve().parents[2] / "build" / "boot")
BUSYBOX = Path("/bin/busybox")
_FOLDERS = ("bin", "dev", "etc", "proc", "root", "run", "sys", "tmp")
_nonces = itertools.count(0x5EED0001)
T = TypeVar("T")


def kernels() -> BootFolder:
    """The boot files under build/boot; scripts/test makes them, and so does what the error says."""
    folder = BootFolder(BOOT_FOLDER)
    folder.best()
    return folder


def busybox_image() -> Path:
    """A SquashFS of about one MiB with Debian's busybox-static in /bin. Nobody changes it."""
    with kept("busybox", key_of(BUSYBOX), _make_image) as folder:
        return folder / "busybox.squashfs"


def _make_image(folder: Path) -> None:
    tree = folder / "tree"
    for name in _FOLDERS:
        (tree / name).mkdir(parents=True)
    busybox = tree / "bin" / "busybox"
    busybox.write_bytes(BUSYBOX.read_bytes())
    busybox.chmod(0o755)
    listing = subprocess.run([busybox, "--list"], capture_output=True, text=True, check=True).stdout
    for applet in listing.split():
        if applet != "busybox":
            (tree / "bin" / applet).symlink_to("busybox")
    (tree / "etc" / "passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
    (tree / "etc" / "group").write_text("root:x:0:\n")
    image = folder / "busybox.squashfs"
    subprocess.run(["gensquashfs", "--pack-dir", tree, "--all-root", "--quiet", image], check=True)


class Talk:
    """A conversation with an agent over a channel, just enough to know that it lives. The real link is in drivers/guest."""

    def __init__(self, channel: ByteStream) -> None:
        self._channel = channel
        self._nonce = next(_nonces)
        self._decoder = Decoder(self._nonce)
        self._streams = itertools.count(1)

    async def hello(self, *, fresh: bool) -> Ready:
        if not fresh:
            await self._channel.send(FLUSH)
        await self._channel.send(encode(Frame(Type.HELLO, 0, pack(Hello(VERSION, self._nonce))), 0))
        return unpack((await self._receive(Type.READY)).payload, Ready)

    async def ask(self, request: Any) -> dict[str, Any]:
        """The CLOSE that answers a method which only has one."""
        frame = Frame(Type.OPEN, next(self._streams), pack(request))
        await self._channel.send(encode(frame, self._nonce))
        answer: dict[str, Any] = msgspec.msgpack.decode((await self._receive(Type.CLOSE)).payload)
        return answer

    async def power_off(self) -> None:
        assert await self.ask(PowerOff(grace_ms=2000)) == {}

    async def _receive(self, type_: Type) -> Frame:
        with anyio.fail_after(BOOT_SECONDS):
            while True:
                for frame in self._decoder.feed(await self._channel.receive()):
                    if frame.type == type_:
                        return frame
