"""A real machine as the guest of the guest contract, cleaned between tests."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from anyio.abc import ByteStream

from ingle.drivers.engines import qemu
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.machines.errors import GuestError
from ingle.machines.ports import GuestLink, Layer, ProcessSpec, VmmSpec
from ingle.runtime import unix_sockets
from support.boot import busybox_image, kernels
from support.engines import FIRST
from support.guests import Guest, run, wait_for

ECHO_PORT = 7


class Machine:
    """Lives from `boot` to `kill`, over any number of event loops."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folders = itertools.count()
        self.spec = VmmSpec(
            machine_id=FIRST,
            directory=root / FIRST,
            kernel=kernels().best(),
            root_image=busybox_image(root),
            disk=(Layer(root / FIRST / "disk.raw", "raw"),),
            disk_mib=1024,
            vcpus=1,
            memory_mib=256,
            mac="52:54:00:12:34:01",
            network="10.0.2.0/24",
        )
        self.spec.directory.mkdir()

    async def boot(self) -> None:
        engine = await qemu.open_engine(kernels(), self._root)
        await engine.prepare(self.spec)
        (await engine.boot(self.spec)).release()

    async def kill(self) -> None:
        engine = await qemu.open_engine(kernels(), self._root)
        vmm = await engine.adopt(self.spec.machine_id, self.spec.directory)
        assert vmm is not None, "the machine has ended by itself"
        await vmm.kill()
        vmm.release()


@asynccontextmanager
async def machine_guest(machine: Machine) -> AsyncIterator[Guest]:
    channels: list[ByteStream] = []

    async def connect() -> ByteStream:
        if channels:  # QEMU accepts the new one once the old is gone
            await channels.pop().aclose()
        channels.append(await unix_sockets.connect(VmmFiles(machine.spec.directory).agent))
        return channels[0]

    async def listen() -> int:
        async with guest.link() as link:
            spec = ProcessSpec("listener", (b"nc", b"-l", b"-p", b"%d" % ECHO_PORT, b"-e", b"cat"), keep=True)
            await (await link.exec(spec)).aclose()
            listening = b"sh", b"-c", b"netstat -lnt | grep -q :%d" % ECHO_PORT
            await wait_for(lambda: _succeeds(link, *listening))
        return ECHO_PORT

    folder = b"/root/test-%d" % next(machine.folders)
    guest = Guest(connect, folder, listen, used=True)
    async with guest.link() as link:
        await link.files.mkdir(folder)
    yield guest
    async with guest.link() as link:
        await _clean(link, folder)
    for channel in channels:
        await channel.aclose()


async def _succeeds(link: GuestLink, *argv: bytes) -> bool:
    exit_ = (await run(link, "check", *argv)).exit
    return exit_ is not None and exit_.code == 0


async def _clean(link: GuestLink, folder: bytes) -> None:
    """No session and no file is left for the next test."""
    await wait_for(lambda: _forgotten(link))
    await link.files.remove(folder, recursive=True)


async def _forgotten(link: GuestLink) -> bool:
    for session in await link.sessions():
        with suppress(GuestError):  # it has ended by now
            if session.running:
                await link.signal(
                    session.id, 9
                )  # in a terminal that hits what runs there; then it is the shell's turn
            else:
                await link.forget(session.id)
    return not await link.sessions()
