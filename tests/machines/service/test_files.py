"""Files and TCP connections in machines, through the service."""

from collections.abc import AsyncIterator

import anyio
import pytest

from ingle.base.errors import InvalidError, Kind
from ingle.drivers.guest.fake.programs import cat
from ingle.machines.errors import GuestError, MachineAsleepError
from support.machines import ANN, Daemon, Town


async def content(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_a_file_is_written_read_moved_and_removed(daemon: Daemon) -> None:
    await daemon.create()
    files = daemon.machines.files
    await files.mkdir(ANN, "one", "/srv/a/b", mode=0o750, parents=True)
    written = await files.write(ANN, "one", "/srv/a/b/f", content(b"hello ", b"world"), mode=0o600)
    assert (written.size, written.mode & 0o7777) == (11, 0o600)
    async with files.read(ANN, "one", "/srv/a/b/f", offset=6, limit=3) as (file, data):
        assert file.size == 11
        assert b"".join([part async for part in data]) == b"wor"
    await files.move(ANN, "one", "/srv/a/b/f", "/srv/a/g", overwrite=False)
    assert sorted(entry.name for entry in await files.list(ANN, "one", "/srv/a")) == [b"b", b"g"]
    assert (await files.stat(ANN, "one", "/srv/a/g")).type == "file"
    await files.remove(ANN, "one", "/srv/a", recursive=True)
    with pytest.raises(GuestError) as caught:
        await files.stat(ANN, "one", "/srv/a")
    assert (caught.value.code, caught.value.kind) == ("not_found", Kind.NOT_FOUND)


@pytest.mark.parametrize("path", ["", "tmp/x", "/tmp/\0"])
async def test_a_path_must_be_absolute(daemon: Daemon, path: str) -> None:
    await daemon.create()
    with pytest.raises(InvalidError):
        await daemon.machines.files.stat(ANN, "one", path)


async def test_an_upload_that_breaks_off_leaves_no_trace(daemon: Daemon) -> None:
    await daemon.create()

    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise anyio.EndOfStream

    with pytest.raises(anyio.EndOfStream):
        await daemon.machines.files.write(ANN, "one", "/tmp/f", broken())
    with pytest.raises(GuestError):
        await daemon.machines.files.stat(ANN, "one", "/tmp/f")


async def test_a_connection_into_the_machine(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    town.host.agent(machine.id).listeners[80] = cat
    async with await daemon.machines.guests.connect(ANN, "one", 80) as connection:
        await connection.send(b"ping")
        assert await connection.receive() == b"ping"
        await connection.send_eof()
        with pytest.raises(anyio.EndOfStream):
            await connection.receive()


async def test_nobody_listens(daemon: Daemon) -> None:
    await daemon.create()
    with pytest.raises(GuestError) as caught:
        await daemon.machines.guests.connect(ANN, "one", 81)
    assert caught.value.code == "connection_refused"
    with pytest.raises(InvalidError):
        await daemon.machines.guests.connect(ANN, "one", 65536)


async def test_ports_that_listen_are_shown_and_wake_nothing(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    town.host.agent(machine.id).listeners.update({443: cat, 80: cat})
    shown = await daemon.machines.guests.ports(ANN, "one")
    assert [(port.port, port.name) for port in shown] == [(80, "listener"), (443, "listener")]
    await daemon.machines.sleep(ANN, "one")
    with pytest.raises(MachineAsleepError):
        await daemon.machines.guests.ports(ANN, "one")
    assert (await daemon.machines.get(ANN, "one")).status.vmm is None


async def test_metrics(daemon: Daemon) -> None:
    await daemon.create()
    assert (await daemon.machines.guests.metrics(ANN, "one")).memory_total > 0


async def test_a_tree_goes_out_and_in(daemon: Daemon) -> None:
    await daemon.create()
    files = daemon.machines.files
    await files.write(ANN, "one", "/srv/a/f", content(b"x"), parents=True)
    await files.mkdir(ANN, "one", "/copy", mode=0o755, parents=False)
    async with files.pack(ANN, "one", "/srv") as packed:
        archive = b"".join([part async for part in packed])
    assert await files.unpack(ANN, "one", "/copy", content(archive)) == 3
    assert (await files.stat(ANN, "one", "/copy/a/f")).size == 1
    with pytest.raises(GuestError) as caught:
        await files.unpack(ANN, "one", "/copy", content(archive[:700]))
    assert (caught.value.code, caught.value.kind) == ("invalid", Kind.INVALID)
    with pytest.raises(InvalidError):
        await files.unpack(ANN, "one", "copy", content(archive))
