"""Templates that nobody finds any more, because the kernel, the agent or the VMM is another by now, are made anew before somebody asks: one at a time,
while nobody boots or wakes anything, and only those that were used lately.

A template is made of a VMM that is no machine's. It has no row, so whatever is left of it when the daemon is killed is an orphan (see reconcile)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import cast

import anyio
import structlog
from anyio import to_thread
from sqlalchemy.exc import IntegrityError

from ingle.base.errors import IngleError
from ingle.base.errors import Kind as ErrorKind
from ingle.base.ids import make_id
from ingle.machines.errors import HostFullError, MachineBootError
from ingle.machines.keeper.capturing import generation_of
from ingle.machines.keeper.keys import key_of
from ingle.machines.keeper.orders import Wish
from ingle.machines.keeper.starting import counts_time, take_first_steps
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Generation, Kind, Launch, Machine, MachineRequest, Status
from ingle.machines.names import MACHINE_PREFIX, MachineId
from ingle.machines.policy.templates import Review, Standing, review
from ingle.machines.ports import Feature, MachineImage, SnapshotVmm
from ingle.machines.store import generations as rows

log = structlog.get_logger()

PAUSE_SECONDS = 15.0  # between two looks: a kernel or an agent may be built while the daemon runs
_NOBODY = ""  # whose turn it is at the gate


async def keep_fresh(shop: Workshop) -> None:
    """Runs as long as the daemon."""
    while True:
        await anyio.sleep(PAUSE_SECONDS)
        try:
            while _quiet(shop) and await renew_one(shop):
                pass
        except (IngleError, OSError) as error:
            log.info("templates_not_renewed", reason=str(error))


async def look_over(shop: Workshop) -> Review:
    """Which templates are to go, and which to be made anew. Raises UnavailableError when it is not known what machines boot from."""
    if Feature.SNAPSHOT not in shop.engine.features:
        return Review()
    found = await shop.ledger.db.read(rows.templates)
    used = await shop.ledger.db.read(rows.template_uses)
    now, thermal = shop.clock.now(), shop.settings.thermal
    standing = [
        Standing(one.id, one.key, await key_of(shop, one.image_id, one.request), now - used[one.id])
        for one in found
        if one.id in used
    ]
    return review(standing, most=thermal.templates, renew_within=thermal.renew_within)


async def renew_one(shop: Workshop) -> bool:
    """Make the template anew that was used last; whether there was one to be made, and room for it."""
    stale = (await look_over(shop)).renew
    old = await shop.ledger.db.read(lambda connection: rows.get(connection, stale[0])) if stale else None
    return old is not None and await _renew(shop, old)


def _quiet(shop: Workshop) -> bool:
    return shop.boots.idle and shop.wakes.idle


async def _renew(shop: Workshop, old: Generation) -> bool:
    key = await key_of(shop, old.image_id, old.request)
    async with shop.locks.hold(key), shop.boots.turn(_NOBODY):  # a create that wants the same waits for it
        try:
            await shop.ledger.check_spare(old.request)
            await _succeed(shop, old, key)
        except HostFullError:
            return False
        except (IngleError, IntegrityError, OSError) as error:
            log.warning("template_not_renewed", template=old.id, image=old.image_id, reason=str(error))
            await shop.ledger.db.write(lambda connection: rows.let_go(connection, [old.id]))
    shop.mess.ring()
    shop.stock.bell.ring()
    return True


async def _succeed(shop: Workshop, old: Generation, key: str) -> None:
    image = await shop.images.known(old.image_id)
    wish = Wish(shop.new_generation(), Kind.TEMPLATE)
    with shop.pins.hold(wish.id):
        try:
            fresh = replace(await _make(shop, image, old.request, wish), key=key, machine_name="")
            await shop.ledger.db.write(lambda connection: rows.succeed(connection, old.id, fresh))
        except BaseException:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(shop.vault.give_up, wish.id)
            raise
    log.info("template_renewed", template=fresh.id, instead_of=old.id, image=old.image_id)


async def _make(shop: Workshop, image: MachineImage, size: MachineRequest, wish: Wish) -> Generation:
    """Boot the image in this size and capture it when its guest is ready; nothing is left but the generation's files and its layer."""
    bottom = shop.new_layer(None)
    with shop.pins.hold(bottom.id):
        await shop.ledger.db.write(lambda connection: rows.add_layer(connection, bottom))
        machine = replace(_nobodys(shop, image, size), status=Status(boot=1, layer=bottom.id))
        try:
            async with _booted(shop, image, machine) as vmm:
                making = await to_thread.run_sync(shop.vault.open, wish.id)
                taken = await vmm.capture(making, overlay=None, stay_paused=True)
                generation = generation_of(shop, machine, wish, taken)
                await to_thread.run_sync(shop.vault.adopt, taken, making)
                await to_thread.run_sync(shop.vault.publish, generation, making)
        finally:
            with anyio.CancelScope(shield=True):
                await shop.delete_home(machine.id)
        return generation


@asynccontextmanager
async def _booted(shop: Workshop, image: MachineImage, machine: Machine) -> AsyncIterator[SnapshotVmm]:
    """A VMM whose guest has taken its first steps and knows of nobody; it ends with the context.

    Raises EngineError, GuestError, GuestLostError, MachineBootError.
    """
    spec = await shop.spec_on(image, machine)
    await shop.engine.prepare(spec)
    vmm = await shop.engine.boot(spec)
    limit = shop.settings.timeouts.boot
    try:
        with anyio.move_on_after(limit.total_seconds()) as patience:
            async with shop.connector.open(await vmm.connect(), fresh=True) as link:
                await take_first_steps(link)
                if not await counts_time(link):
                    raise MachineBootError("the guest's kernel found no timer")
                patience.deadline = float("inf")
                yield cast(SnapshotVmm, vmm)  # what the feature promises
                return
        raise MachineBootError(
            f"the guest was not up within {limit.total_seconds():.0f} seconds", kind=ErrorKind.TIMEOUT
        )
    finally:
        with anyio.CancelScope(shield=True):
            await vmm.kill()
        vmm.release()


def _nobodys(shop: Workshop, image: MachineImage, size: MachineRequest) -> Machine:
    """Of what its template's first machine was asked for only the size is known to it."""
    now = shop.clock.now()
    request = MachineRequest(image.name, size.vcpus, size.memory_mib, size.disk_mib)
    machine_id = MachineId(make_id(MACHINE_PREFIX, now, shop.random))
    return Machine(machine_id, _NOBODY, "", now, image.id, request, Launch())
