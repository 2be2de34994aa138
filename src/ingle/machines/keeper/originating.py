"""The first start of a machine: as a fork of its image's template. Where there is none yet, the machine boots and the template is taken of it on the way,
when its agent is ready and knows nothing yet of whose machine this is; it has only taken the steps that every machine takes first."""

from dataclasses import replace

import structlog
from sqlalchemy.exc import IntegrityError

from ingle.base.errors import IngleError
from ingle.machines.errors import EngineError, MachineBootError, SnapshotDamagedError, SnapshotForeignError
from ingle.machines.keeper.capturing import take_moment
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.keeper.keys import key_of
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.measuring import measured
from ingle.machines.keeper.orders import Wish
from ingle.machines.keeper.pausing import set_paused
from ingle.machines.keeper.restoring import begin_as, record_of
from ingle.machines.keeper.starting import first_link, has_timer, rehearse
from ingle.machines.keeper.stopping import clear, kill
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Generation, Kind, Machine
from ingle.machines.ports import Feature, Work
from ingle.machines.store import generations as rows

log = structlog.get_logger()

BOOTS = 3  # in a row, of a machine whose kernel finds no timer


async def bring_to_life(keeper: Keeper, machine: Machine) -> tuple[Machine, Life]:
    """A machine with a VMM that runs. Its guest is up, or on the way; it has been told nothing yet."""
    shop = keeper.shop
    if machine.status.layer is not None or not shop.settings.thermal.templates:
        return await boot(keeper, machine)
    if Feature.SNAPSHOT not in shop.engine.features:
        return await boot(keeper, machine)
    key = await key_of(shop, machine.image_id, machine.request)
    template = await _find(shop, key)
    if template is None:
        async with shop.locks.hold(key):  # one boots, those who want the same wait for what it makes
            template = await _find(shop, key)
            if template is None:
                return await _boot_and_take(keeper, machine, key)
    return await _as_fork(keeper, machine, template)


async def boot(keeper: Keeper, machine: Machine) -> tuple[Machine, Life]:
    shop = keeper.shop
    if machine.status.layer is None:
        bottom = shop.new_layer(None)
        machine = await keeper.record(
            replace(machine.status, layer=bottom.id), lambda connection: rows.add_layer(connection, bottom)
        )
    async with shop.boots.turn(machine.owner):
        spec = await shop.spec(machine)
        with measured(shop, Work.BOOT):
            for _ in range(BOOTS):
                await shop.engine.prepare(spec)
                life = keeper.begin(await shop.engine.boot(spec), machine.status, fresh=True)
                # Its memory is its own, also when it was to be a template's first, which did not work.
                machine = await keeper.record(replace(machine.status, vmm=record_of(life), base=None))
                await first_link(shop, life, keeper.bell)
                if await has_timer(shop, life, keeper.bell):
                    return machine, life
                log.warning("no_timer", machine=machine.id)
                await clear(keeper)
            raise MachineBootError(
                f"the guest's kernel found no timer in {BOOTS} boots, which happens where the host is too busy; start the machine again when it is less so"
            )


async def _boot_and_take(keeper: Keeper, machine: Machine, key: str) -> tuple[Machine, Life]:
    machine, life = await boot(keeper, machine)
    shop = keeper.shop
    wish = Wish(shop.new_generation(), Kind.TEMPLATE)
    with shop.pins.hold(wish.id):
        try:
            await rehearse(shop, life, keeper.bell)
            machine, generation = await take_moment(keeper, machine, life, wish)
            template = replace(generation, key=key, machine_name="")
            await shop.ledger.keep(template)
        except (IngleError, IntegrityError, OSError) as error:
            log.warning("no_template", machine=machine.id, image=machine.image_id, reason=str(error))
            machine = await shop.ledger.reread(machine)
    return machine, life


async def _as_fork(keeper: Keeper, machine: Machine, template: Generation) -> tuple[Machine, Life]:
    shop = keeper.shop
    async with shop.pins.reading(template.id):
        try:
            async with shop.wakes.turn(machine.owner):
                with measured(shop, Work.CREATE):
                    return await _begun(keeper, machine, template)
        except (EngineError, SnapshotDamagedError, SnapshotForeignError) as error:
            log.warning("template_failed", template=template.id, reason=error.sentence)
            await _withdraw(keeper, template)
            return await boot(keeper, await shop.ledger.reread(machine))


async def _begun(keeper: Keeper, machine: Machine, template: Generation) -> tuple[Machine, Life]:
    machine, life = await begin_as(keeper, machine, template)
    await set_paused(keeper.shop, life.vmm, paused=False)
    return machine, life


async def _withdraw(keeper: Keeper, template: Generation) -> None:
    """A template that does not work is none; the next create makes another."""
    if keeper.life is not None:
        await kill(keeper.life, keeper.bell)
        keeper.life = None
    await keeper.shop.ledger.db.write(lambda connection: rows.let_go(connection, [template.id]))


async def _find(shop: Workshop, key: str) -> Generation | None:
    now = shop.clock.now()
    return await shop.ledger.db.write(lambda connection: rows.template(connection, key, now))
