"""Work that waits for a quiet moment: what nothing refers to any more is removed, memory that is a delta becomes flat, so that the next wake need
not lay it over its base, and long chains of disk layers become short."""

import contextlib
from typing import cast

import anyio
import structlog
from anyio import to_thread

from ingle.base.errors import IngleError, UnavailableError
from ingle.machines.keeper.compacting import compact
from ingle.machines.keeper.renewing import look_over
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Generation
from ingle.machines.ports import Feature, SnapshotEngine
from ingle.machines.store import generations as rows

log = structlog.get_logger()

QUIET_SECONDS = 2.0  # since the last ring; a machine that sleeps and wakes again at once needs none of this
LONGEST_SECONDS = 15.0


async def keep_tidy(shop: Workshop) -> None:
    """Runs as long as the daemon."""
    while True:
        rings = shop.mess.rings
        try:
            await tidy_up(shop)
        except (IngleError, OSError) as error:
            log.warning("not_tidied", reason=str(error))
        if shop.mess.rings == rings:
            await shop.mess.wait()
        await _quiet(shop)


async def _quiet(shop: Workshop) -> None:
    with anyio.move_on_after(LONGEST_SECONDS):
        while True:
            with anyio.move_on_after(QUIET_SECONDS) as scope:
                await shop.mess.wait()
            if scope.cancelled_caught:
                return


async def tidy_up(shop: Workshop) -> None:
    """Once through everything."""
    await shop.tidy()
    if Feature.SNAPSHOT not in shop.engine.features:
        return
    await _drop_old_templates(shop)
    engine = cast(SnapshotEngine, shop.engine)  # what the feature promises
    for generation in await shop.ledger.db.read(rows.deltas):
        if generation.fingerprint == engine.fingerprint:
            await _flatten(shop, engine, generation)
    await compact(shop)
    await shop.tidy()


async def _flatten(shop: Workshop, engine: SnapshotEngine, generation: Generation) -> None:
    with shop.pins.hold(generation.id, *([generation.base] if generation.base else [])):
        frozen = await to_thread.run_sync(shop.vault.frozen, generation)
        await engine.flatten(frozen.memory, shop.vault.flattened(generation.id))
        with shop.pins.changing(generation.id) as alone:
            if not alone:
                shop.mess.ring()
                return
            await shop.ledger.db.write(lambda connection: rows.become_flat(connection, generation.id))
            with contextlib.suppress(FileNotFoundError):
                await to_thread.run_sync(shop.vault.forget_delta, generation.id)


async def _drop_old_templates(shop: Workshop) -> None:
    """Those that creates do not find any more and nobody is likely to miss, and the least recently used beyond the number that is kept."""
    try:
        gone = (await look_over(shop)).drop
    except (UnavailableError, OSError) as error:  # nothing to boot, so nothing to compare with
        log.info("templates_not_looked_over", reason=str(error))
        return
    if gone:
        await shop.ledger.db.write(lambda connection: rows.let_go(connection, gone))
        shop.stock.bell.ring()
        log.info("templates_dropped", count=len(gone))
