"""Chains of disk layers are kept short, in quiet moments: layers that never change any more become one.

The merged file takes the place of the one that it reads as, under the same name. It holds whatever the layers between it and the bottom hold that is to be
seen, so it reads the same over the bottom alone as over all of them: file and row need not change at once, and a crash between them changes nothing.
Running VMMs have the old files open and go on with them. See docs/decisions/0018.
"""

from collections.abc import Sequence
from functools import partial
from typing import cast

import sqlalchemy as sa
import structlog
from anyio import to_thread

from ingle.base.errors import IngleError
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import DiskLayer
from ingle.machines.names import LayerId
from ingle.machines.policy.compaction import next_merge
from ingle.machines.ports import Feature, SnapshotEngine
from ingle.machines.store import generations as rows

log = structlog.get_logger()


async def compact(shop: Workshop) -> int:
    """Merge what is to be merged, one after the other; how many were. What cannot be merged stays as it is, for another time.

    Two at once would write the same files, so the second waits.
    """
    if Feature.SNAPSHOT not in shop.engine.features:
        return 0
    async with shop.locks.hold("compaction"):
        return await _compact(shop)


async def _compact(shop: Workshop) -> int:
    done: set[LayerId] = set()
    failed = 0
    while chain := await _next(shop, done):
        done.add(chain[0].id)
        try:
            await _merge(shop, chain)
        except (IngleError, OSError) as error:
            failed += 1
            log.warning("layers_not_merged", layer=chain[0].id, reason=str(error))
    return len(done) - failed


async def _next(shop: Workshop, done: set[LayerId]) -> Sequence[DiskLayer]:
    def read(connection: sa.Connection) -> Sequence[DiskLayer]:
        layers = rows.layers_by_id(connection)
        parents = {layer.id: layer.parent for layer in layers.values()}
        longest = shop.settings.disk_layers
        chosen = next_merge(parents, rows.tops(connection), longest=longest, done=done)
        return [layers[id_] for id_ in chosen]

    return await shop.ledger.db.read(read)


async def _merge(shop: Workshop, chain: Sequence[DiskLayer]) -> None:
    newest, bottom = chain[0], chain[-1]
    with shop.pins.hold(*(layer.id for layer in chain)):
        merged = shop.vault.merging(newest)
        try:
            engine = cast(SnapshotEngine, shop.engine)  # what the feature promises
            await engine.merge([shop.vault.layer(layer) for layer in chain], merged)
            await to_thread.run_sync(shop.vault.put_in_place, newest)
        finally:
            await to_thread.run_sync(partial(merged.path.unlink, missing_ok=True))
        await shop.ledger.db.write(partial(rows.stand_on, layer=newest.id, parent=bottom.id))
        log.info("layers_merged", layer=newest.id, layers=len(chain) - 1)
        # Who has read the chain before, and is about to open its files, finds them.
        await shop.boots.emptied()
        await shop.wakes.emptied()
