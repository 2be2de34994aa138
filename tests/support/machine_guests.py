"""A real machine as the guest of the guest contract, cleaned between tests."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from anyio.abc import ByteStream

from ingle.drivers.engines import qemu
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.machines.errors import GuestError
from ingle.machines.ports import GuestConfiguration, GuestLink, Layer, ProcessSpec
from ingle.runtime import unix_sockets
from support.boot import kernels
from support.engines import FIRST
from support.guests import ENVIRONMENT, Guest, run, wait_for
from support.origins import kept_origin

ECHO_PORT = 7


class Machine:
    """Lives from `begin` to `kill`, over any number of event loops."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folders = itertools.count()
        self.directory = root / FIRST

    async def begin(self) -> None:
        """As a machine that was captured after its boot."""
        engine, origin = await qemu.open_engine(kernels(), self._root), await kept_origin()
        self.directory.mkdir()
        disk = Layer(self.directory / "disk.qcow2", "qcow2")
        spec = replace(origin.spec, directory=self.directory, disk=(disk, *origin.disk))
        await engine.branch(origin.disk, disk, disk_mib=spec.disk_mib)
        vmm = await engine.restore(spec, origin.frozen)
        await vmm.resume()
        vmm.release()

    async def kill(self) -> None:
        engine = await qemu.open_engine(kernels(), self._root)
        vmm = await engine.adopt(FIRST, self.directory)
        assert vmm is not None, "the machine has ended by itself"
        await vmm.kill()
        vmm.release()


@asynccontextmanager
async def machine_guest(machine: Machine) -> AsyncIterator[Guest]:
    channels: list[ByteStream] = []

    async def connect() -> ByteStream:
        if channels:  # QEMU accepts the new one once the old is gone
            await channels.pop().aclose()
        channels.append(await unix_sockets.connect(VmmFiles(machine.directory).agent))
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
        await link.configure(GuestConfiguration(env=ENVIRONMENT, time=datetime.now(UTC)))
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
