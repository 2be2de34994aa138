"""A VMM that waits: restored from a template, told who it will be, its first steps walked once, and then paused, until a machine begins with it."""

from dataclasses import replace

import anyio
import structlog

from ingle.base.errors import IngleError
from ingle.machines.keeper.capturing import branch
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.keeper.pausing import set_paused
from ingle.machines.keeper.restoring import record_of, restore
from ingle.machines.keeper.starting import introduce, walk
from ingle.machines.keeper.stock import WaitingVmm
from ingle.machines.keeper.stopping import clear
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Beginning, Intent, Launch, Machine, MachineRequest, State, Status
from ingle.machines.policy.launching import DEFAULT_PATH
from ingle.machines.store import generations as rows

log = structlog.get_logger()

NAME = "waiting"  # of the guest, until it has one
PATIENCE_SECONDS = 60.0


async def make_ready(vmm: WaitingVmm, keeper: Keeper) -> None:
    """What its keeper begins with. It is ready afterwards, or nothing is left of it but its directory."""
    with vmm.making:
        try:
            with anyio.fail_after(PATIENCE_SECONDS):
                vmm.beginning = await _begin(vmm, keeper)
        except (IngleError, OSError, TimeoutError) as error:
            log.warning("no_vmm_waits", template=vmm.template.id, reason=str(error))
        finally:
            if vmm.beginning is None:
                with anyio.CancelScope(shield=True):
                    await clear(keeper)


async def dispose(shop: Workshop, vmm: WaitingVmm) -> None:
    """It goes, however far it is."""
    shop.stock.remove(vmm)
    vmm.making.cancel()
    keeper = vmm.keeper
    if keeper is not None:
        while not keeper.over:
            heard = keeper.bell.rings
            if keeper.life is not None and vmm.beginning is not None:
                await keeper.life.vmm.kill()
            await keeper.bell.wait(heard)
    await shop.delete_home(vmm.id)
    vmm.pins.close()
    shop.mess.ring()


async def _begin(vmm: WaitingVmm, keeper: Keeper) -> Beginning:
    shop, template = keeper.shop, vmm.template
    async with shop.wakes.turn(""):
        machine = await _stand_in(shop, vmm)
        life = await restore(keeper, machine, template)
        await set_paused(shop, life.vmm, paused=False)
        await introduce(shop, machine, life, keeper.bell)
        await walk(await life.next_link())
        await set_paused(shop, life.vmm, paused=True)
    life.introduced = True
    return Beginning(vmm.id, replace(machine.status, vmm=record_of(life)))


async def _stand_in(shop: Workshop, vmm: WaitingVmm) -> Machine:
    """The machine that it is as long as it is nobody's; its disk is made."""
    template = vmm.template
    fresh = await branch(shop, template.layer, disk_mib=template.request.disk_mib)
    vmm.pins.enter_context(shop.pins.hold(fresh.id))
    await shop.ledger.db.write(lambda connection: rows.add_layer(connection, fresh))
    size = template.request
    return Machine(
        id=vmm.id,
        owner=vmm.owner,
        name=NAME,
        created_at=shop.clock.now(),
        image_id=template.image_id,
        request=MachineRequest(size.image, size.vcpus, size.memory_mib, size.disk_mib),
        launch=Launch(env={"PATH": DEFAULT_PATH}),
        status=Status(
            intent=Intent.RUNNING,
            state=State.STARTING,
            boot=1,
            engine=shop.engine.name,
            layer=fresh.id,
            base=template.base or template.id,
        ),
    )
