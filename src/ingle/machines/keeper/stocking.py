"""Keeps VMMs waiting of the templates that are in use, as many as there is room for, and hands them out, each to one create."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import structlog
from anyio import move_on_after, to_thread

from ingle.base.errors import IngleError
from ingle.base.ids import make_id
from ingle.machines.keeper.keeper import Keeper, Recover
from ingle.machines.keeper.keys import key_of
from ingle.machines.keeper.stock import WaitingVmm, Want
from ingle.machines.keeper.waiting import dispose, make_ready
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Beginning, Generation, MachineRequest
from ingle.machines.names import MACHINE_PREFIX, MachineId
from ingle.machines.policy.stocking import Demand, Held, plan, room_mib
from ingle.machines.ports import Feature
from ingle.machines.store import generations as rows
from ingle.machines.store import usage

log = structlog.get_logger()

Engage = Callable[[MachineId, Recover], Keeper]
"""Make a keeper for a machine that has no row, and let it begin so."""


class Claim:
    """What a create has got: a machine's beginning, or nothing. Once `taken` it is the machine's."""

    def __init__(self, vmm: WaitingVmm | None) -> None:
        self.vmm = vmm
        self.taken = False

    @property
    def beginning(self) -> Beginning | None:
        return None if self.vmm is None else self.vmm.beginning

    def take(self) -> None:
        """There is a row that says so."""
        if self.vmm is not None:
            self.taken = True
            self.vmm.pins.close()


@asynccontextmanager
async def claimed(shop: Workshop, owner: str, image_id: str, request: MachineRequest) -> AsyncIterator[Claim]:
    """Around the making of a machine's row. What is not taken waits on."""
    vmm = await _claim(shop, owner, image_id, request)
    claim = Claim(vmm)
    try:
        yield claim
    finally:
        if vmm is not None and not claim.taken:
            shop.stock.add(vmm)
        shop.meter.waiting(shop.stock.ready)


async def _claim(shop: Workshop, owner: str, image_id: str, request: MachineRequest) -> WaitingVmm | None:
    if not _may_wait(shop):
        return None
    try:
        key = await key_of(shop, image_id, request)
    except (IngleError, OSError):
        return None  # whoever starts the machine finds the same, and says so
    shop.stock.want(key, owner)
    return shop.stock.claim(key)


async def keep_stocked(shop: Workshop, engage: Engage) -> None:
    """Runs as long as the daemon."""
    while True:
        heard = shop.stock.bell.rings
        pause = _kept_for(shop)
        try:
            pause = await _look(shop, engage)
        except (IngleError, OSError) as error:
            log.warning("not_stocked", reason=str(error))
        with move_on_after(pause):
            await shop.stock.bell.wait(heard)


async def give_up_all(shop: Workshop) -> None:
    """Nothing waits any more."""
    for vmm in shop.stock.vmms:
        await dispose(shop, vmm)


async def _look(shop: Workshop, engage: Engage) -> float:
    """Make or give up; the seconds until it is time to look again, if nothing happens before."""
    stock, waiting = shop.stock, shop.settings.waiting
    for vmm in stock.vmms:
        if vmm.is_over:
            log.info("waiting_vmm_ended", template=vmm.template.id)
            await dispose(shop, vmm)
    if not stock.wants and not stock.vmms:
        return float("inf")
    wanted = await _wanted(shop)
    step = plan(
        [Held(vmm.id, vmm.template.id) for vmm in stock.vmms],
        [Demand(template.id, template.request.memory_mib, want.at) for want, template in wanted],
        room_mib=await _room(shop),
        waiting=waiting,
        now=shop.clock.monotonic(),
    )
    for vmm in stock.vmms:
        if vmm.id in step.give_up:
            await dispose(shop, vmm)
    shop.meter.waiting(shop.stock.ready)
    if step.make is None:
        return _until_next_expiry(shop)
    quiet_in = stock.quiet_in(waiting.quiet.total_seconds())
    if quiet_in > 0:
        return min(quiet_in, _until_next_expiry(shop))
    for want, template in wanted:
        if template.id == step.make:
            await _make(shop, engage, WaitingVmm(_new_id(shop), want.key, want.owner, template))
    return 0.0


async def _wanted(shop: Workshop) -> list[tuple[Want, Generation]]:
    """What is asked for of late and has a template."""
    stock, now = shop.stock, shop.clock.monotonic()
    for want in stock.wants:
        if want.at + _kept_for(shop) <= now:
            stock.forget(want.key)
    templates = {template.key: template for template in await shop.ledger.db.read(rows.templates)}
    return [(want, templates[want.key]) for want in stock.wants if want.key in templates]


async def _room(shop: Workshop) -> int:
    taken = await shop.ledger.db.read(usage.of_everyone)
    facts = await to_thread.run_sync(shop.host.facts)
    return room_mib(facts, taken.memory_mib, shop.settings.host, shop.settings.waiting)


async def _make(shop: Workshop, engage: Engage, vmm: WaitingVmm) -> None:
    """One, from the template; an attempt that fails is not made again before somebody asks."""
    vmm.pins.enter_context(shop.pins.hold(vmm.template.id, *filter(None, [vmm.template.base])))
    shop.stock.add(vmm)
    async with shop.pins.reading(vmm.template.id):
        vmm.keeper = engage(vmm.id, partial(make_ready, vmm))
        while not (vmm.keeper.recovered or vmm.keeper.over):
            await vmm.keeper.bell.wait()
    if vmm.beginning is None:
        shop.stock.forget(vmm.key)
        await dispose(shop, vmm)
    else:
        now = shop.clock.now()
        await shop.ledger.db.write(lambda connection: rows.template(connection, vmm.key, now))


def _may_wait(shop: Workshop) -> bool:
    settings = shop.settings
    if not settings.waiting.each or not settings.waiting.together or not settings.thermal.templates:
        return False
    return {Feature.PAUSE, Feature.SNAPSHOT} <= shop.engine.features


def _kept_for(shop: Workshop) -> float:
    return shop.settings.waiting.unused.total_seconds()


def _until_next_expiry(shop: Workshop) -> float:
    now = shop.clock.monotonic()
    return min((want.at + _kept_for(shop) - now for want in shop.stock.wants), default=float("inf"))


def _new_id(shop: Workshop) -> MachineId:
    return MachineId(make_id(MACHINE_PREFIX, shop.clock.now(), shop.random))
