"""What is left of machines that nobody knows any more: VMMs and directories of ours without a row.

A row is written before anything is made and deleted after everything is gone, so what has none is rubbish. Nothing outside our own directory is
looked at, and nothing in it that is not called like a machine.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import structlog
from anyio import to_thread

from ingle.base.errors import IngleError
from ingle.base.ids import is_id
from ingle.images import IMAGE_REMOVED
from ingle.machines.keeper.workshop import REMOVED_PREFIX, Workshop
from ingle.machines.model import Machine
from ingle.machines.names import MACHINE_PREFIX, MachineId
from ingle.machines.store import generations as rows
from ingle.runtime.bus import Bus, EventsMissedError

log = structlog.get_logger()

OLD_DISK = "disk.raw"


async def remove_orphans(shop: Workshop, known: frozenset[MachineId]) -> None:
    """Failures are logged; the next daemon tries again."""
    try:
        for machine in await shop.engine.running(shop.directory):
            if machine not in known:
                await _end(shop, MachineId(machine))
    except IngleError as error:
        log.warning("orphans_not_removed", reason=error.sentence)
        return
    for machine_id in await to_thread.run_sync(_leftover, shop, known):
        log.info("orphan_directory_removed", machine=machine_id)
        await shop.delete_home(machine_id)


async def sweep_vault(shop: Workshop) -> None:
    """Before anything is made: files of generations and layers that no row knows."""
    await shop.tidy()
    generations, layers = await shop.ledger.db.read(rows.known)
    for name in await to_thread.run_sync(shop.vault.sweep, generations, layers):
        log.info("leftover_removed", name=name)


async def _end(shop: Workshop, machine: MachineId) -> None:
    vmm = await shop.engine.adopt(machine, shop.home(machine))
    if vmm is not None:
        log.info("orphan_ended", machine=machine, pid=vmm.identity.pid)
        await vmm.kill()
        vmm.release()


def _leftover(shop: Workshop, known: frozenset[MachineId]) -> list[MachineId]:
    """Directories called like machines that have no row; those renamed aside are deleted at once."""
    if not shop.directory.exists():
        return []
    found = []
    for entry in shop.directory.iterdir():
        if entry.name.startswith(REMOVED_PREFIX):
            shutil.rmtree(entry, ignore_errors=True)
        elif is_id(entry.name, MACHINE_PREFIX) and entry.name not in known:
            found.append(MachineId(entry.name))
    return found


async def take_over_old_disks(shop: Workshop, machines: Sequence[Machine]) -> None:
    """Disks that a daemon made which knew no layers: one raw file in the machine's directory. A VMM that has it open does not mind where it is called."""
    for machine in machines:
        old = shop.home(machine.id) / OLD_DISK
        if machine.status.layer is None and await to_thread.run_sync(old.exists):
            layer = shop.new_layer(None)
            place = shop.vault.layer(layer).path
            await to_thread.run_sync(partial(place.parent.mkdir, mode=0o700, parents=True, exist_ok=True))
            await to_thread.run_sync(os.link, old, place)
            await shop.ledger.record(
                machine.id, replace(machine.status, layer=layer.id), partial(rows.add_layer, layer=layer)
            )
            await to_thread.run_sync(old.unlink)


async def drop_templates_with_their_images(shop: Workshop, bus: Bus) -> None:
    """Runs as long as the daemon: who removes an image need not know that machines have made something of it."""
    while True:
        with bus.subscribe(lambda fact: fact.type == IMAGE_REMOVED) as removed:
            try:
                async for fact in removed:
                    await shop.ledger.db.write(partial(rows.let_go_templates_of, image=fact.subject))
                    shop.mess.ring()
                    shop.stock.bell.ring()
            except EventsMissedError:
                continue
