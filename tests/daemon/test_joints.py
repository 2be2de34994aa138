"""Where images and machines meet, with machines on a fake host."""

import io
import tarfile
from collections.abc import AsyncIterator

import pytest

from ingle.daemon.joints import DisksOfMachines
from ingle.images.model import Origin
from ingle.images.names import MACHINES_EXEC
from ingle.machines.errors import MachineNotFoundError, MachineStateError
from ingle.machines.model import State
from ingle.machines.names import EXEC
from machines.conftest import town as town
from support.machines import ANN, BOB, Daemon, Town

pytestmark = pytest.mark.anyio


def test_saving_takes_the_scope_that_reading_files_takes() -> None:
    assert MACHINES_EXEC == EXEC


async def test_a_machine_that_sleeps_is_woken_and_packed_without_who_it_is(town: Town) -> None:
    async with town.daemon() as daemon:
        made = await daemon.create()
        disks = DisksOfMachines(lambda: daemon.machines)
        await daemon.machines.files.write(ANN, "one", "/root/note", once(b"kept"), parents=True)
        await daemon.machines.files.write(ANN, "one", "/etc/machine-id", once(b"0123"), parents=True)
        await daemon.machines.sleep(ANN, "one")
        assert await disks.origin(ANN, "one") == Origin(made.id, "one", made.image_id)
        names = await packed(disks, daemon)
        assert (await daemon.machines.get(ANN, "one")).status.state is State.RUNNING
    assert names["root/note"] == b"kept"
    assert "etc" in names
    assert not {"etc/hostname", "etc/hosts", "etc/machine-id", "etc/resolv.conf"} & set(names)


async def test_what_cannot_be_read_is_refused_before_anything_is_begun(town: Town) -> None:
    async with town.daemon() as daemon:
        await daemon.create()
        disks = DisksOfMachines(lambda: daemon.machines)
        with pytest.raises(MachineNotFoundError):
            await disks.origin(BOB, "one")
        await daemon.machines.stop(ANN, "one")
        with pytest.raises(MachineStateError, match="start it first"):
            await disks.origin(ANN, "one")


async def once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def packed(disks: DisksOfMachines, daemon: Daemon) -> dict[str, bytes]:
    """Name and content of everything in the tar."""
    machine = await daemon.machines.get(ANN, "one")
    async with disks.pack(ANN, machine.id) as content:
        tree = b"".join([part async for part in content])
    with tarfile.open(fileobj=io.BytesIO(tree)) as archive:
        found = {}
        for member in archive:
            file = archive.extractfile(member) if member.isreg() else None
            found[member.name] = b"" if file is None else file.read()
        return found
