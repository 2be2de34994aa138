"""What is left of machines that nobody knows any more: VMMs and directories of ours without a row.

A row is written before anything is made and deleted after everything is gone, so what has none is rubbish. Nothing outside our own directory is
looked at, and nothing in it that is not called like a machine.
"""

import shutil

import structlog
from anyio import to_thread

from ingle.base.errors import IngleError
from ingle.base.ids import is_id
from ingle.machines.keeper.workshop import REMOVED_PREFIX, Workshop
from ingle.machines.names import MACHINE_PREFIX, MachineId

log = structlog.get_logger()


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
