"""What machines take on the disk, and getting rid of what nobody needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from anyio import to_thread

from ingle.machines.keeper import Workshop
from ingle.machines.keeper.stocking import give_up_all
from ingle.machines.model import Kind
from ingle.machines.names import GenerationId, MachineId
from ingle.machines.store import generations as rows

BLOCK = 512  # bytes; the unit of st_blocks (stat(2))


@dataclass(frozen=True)
class Usage:
    """One kind of thing: how many, and how many bytes they take on the disk (holes in files take none)."""

    what: str
    count: int
    bytes: int


class Storage:
    """For the operator: what is counted is everybody's."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop

    async def usage(self) -> Sequence[Usage]:
        kinds = await self._shop.ledger.db.read(rows.kinds)
        return await to_thread.run_sync(self._measure, kinds)

    async def prune(self, *, templates: bool = False) -> int:
        """Remove what nothing refers to, and with `templates` those as well (the next create of an image boots). The bytes that became free."""
        before = sum(usage.bytes for usage in await self.usage())
        if templates:
            found = await self._shop.ledger.db.read(rows.templates)
            ids = [template.id for template in found]
            await self._shop.ledger.db.write(lambda connection: rows.let_go(connection, ids))
            await give_up_all(self._shop)
        await self._shop.tidy()
        after = sum(usage.bytes for usage in await self.usage())
        return max(0, before - after)

    def _measure(self, kinds: dict[GenerationId, Kind]) -> list[Usage]:
        vault = self._shop.vault
        sizes: dict[str, list[int]] = {kind.value: [] for kind in Kind}
        for generation, kind in kinds.items():
            sizes[kind.value].append(_blocks(vault.directory(generation)))
        layers = [_size(path) for path in _files(vault.layers)]
        homes: dict[bool, list[int]] = {
            True: [],
            False: [],
        }  # by whether a VMM waits there that is nobody's yet
        for home in _files(self._shop.directory):
            homes[MachineId(home.name) in self._shop.stock].append(_blocks(home))
        return [
            *(Usage(f"{kind}s", len(each), sum(each)) for kind, each in sizes.items()),
            Usage("disk layers", len(layers), sum(layers)),
            Usage("machines", len(homes[False]), sum(homes[False])),
            Usage("waiting", self._shop.stock.ready, sum(homes[True])),
        ]


def _files(folder: Path) -> Iterable[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _blocks(folder: Path) -> int:
    return sum(_size(path) for path in _files(folder))


def _size(path: Path) -> int:
    try:
        return path.lstat().st_blocks * BLOCK
    except FileNotFoundError:
        return 0
