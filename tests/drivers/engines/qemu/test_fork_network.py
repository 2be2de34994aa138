"""A fork on its own network: both reach the outside by their own address, and only the source keeps its connections."""

import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from ingle.drivers.engines.qemu import QemuEngine, open_engine
from ingle.machines.ports import GuestConfiguration, GuestLink, Layer, ProcessSpec, Vmm, VmmSpec
from support.boot import busybox_image, kernels
from support.captures import capture_over, fork_spec, frozen_of, linked, restored
from support.engines import FIRST, SECOND, Rig, crash_process
from support.guests import finish, read_until, run
from support.origins import kept_origin

pytestmark = pytest.mark.machine


@pytest.fixture
def echo() -> Iterator[int]:
    """A TCP port of this host's that sends back what it gets."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer(client: socket.socket) -> None:
            with client, contextlib.suppress(OSError):
                while data := client.recv(100):
                    client.sendall(data)

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()

        server = Thread(target=serve)
        server.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        server.join()


def replace_disk(spec: VmmSpec, disk: tuple[Layer, ...]) -> VmmSpec:
    return replace(spec, disk=disk)


def configuration(subnet: str, mac: str) -> GuestConfiguration:
    net = subnet.removesuffix("0/24")
    return GuestConfiguration(address=f"{net}15/24", gateway=f"{net}2", dns=(f"{net}3",), mac=mac)


@asynccontextmanager
async def opened(tmp_path: Path) -> AsyncIterator[tuple[Rig, QemuEngine]]:
    # Without a jail the host's loopback is behind the gateway, which is all the outside that this test needs.
    engine = await open_engine(kernels(), tmp_path, jail="off")

    @asynccontextmanager
    async def same() -> AsyncIterator[QemuEngine]:
        yield engine

    yield Rig(same, crash_process, tmp_path, kernels(), busybox_image()), engine


@asynccontextmanager
async def begun(rig: Rig, engine: QemuEngine) -> AsyncIterator[tuple[VmmSpec, Vmm]]:
    origin = await kept_origin()
    spec = await fork_spec(rig, engine, origin, FIRST)
    async with restored(engine, spec, origin.frozen) as vmm:
        yield spec, vmm


async def say_and_hear(link: GuestLink, session: str, gateway: str, port: int) -> bytes:
    outcome = await run(
        link, session, b"sh", b"-c", b"echo hello | nc -w 20 %s %d" % (gateway.encode(), port)
    )
    return outcome.output


async def test_a_fork_has_its_own_address_and_the_source_keeps_its_connection(
    tmp_path: Path, echo: int
) -> None:
    async with opened(tmp_path) as (rig, engine), begun(rig, engine) as (spec, source):
        other = rig.spec(SECOND)
        async with linked(source) as link:
            await link.configure(configuration(spec.network, spec.mac))
            command = (b"nc", b"10.64.1.2", b"%d" % echo)
            kept = await link.exec(ProcessSpec("connection", command, stdin=True, keep=True))
            await kept.send(b"before\n")
            await read_until(kept, b"before")
        disk, capture = await capture_over(engine, source, spec, tmp_path / "captured")
        fork_layer = Layer(tmp_path / "fork.qcow2", "qcow2")
        await engine.branch(disk[1:], fork_layer, disk_mib=spec.disk_mib)
        other = replace_disk(other, (fork_layer, *disk[1:]))
        other.directory.mkdir()
        async with restored(engine, other, frozen_of(capture)) as fork, linked(fork) as link:
            await link.configure(configuration(other.network, other.mac))
            shown = (await run(link, "show", b"sh", b"-c", b"ip addr show eth0; ip route")).output
            assert b"10.64.2.15/24" in shown
            assert b"10.64.1.15/24" not in shown
            assert other.mac.encode() in shown
            assert b"default via 10.64.2.2" in shown
            assert await say_and_hear(link, "say", "10.64.2.2", echo) == b"hello\n"
            kept = await link.attach("connection")
            await kept.send(b"from the fork\n")
            assert (await finish(kept)).exit is not None  # it is told that nobody knows this connection
        async with linked(source) as link:
            kept = await link.attach("connection")
            await kept.send(b"after\n")
            await read_until(kept, b"after")
            assert await say_and_hear(link, "say", "10.64.1.2", echo) == b"hello\n"
