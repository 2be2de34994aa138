"""The writable disk as a chain of layers: how QEMU is told of it, a new layer on top, and several that become one.

The command line names every layer of the chain, so a running VMM never looks at what a qcow2 header says about its backing file. The header says it
all the same, as a bare name for a neighbour, so that the files are right for other tools after the data directory was moved.
"""

import json
import os
import re
from collections import OrderedDict
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from anyio import to_thread

from ingle.drivers.engines.qemu.disk import full_disk, publish
from ingle.machines.ports import Layer
from ingle.runtime.processes import run

_IMG_SECONDS = 120.0
_MERGE_SECONDS = 3600.0
_GENTLY = ("nice", "-n", "10")
_NODE_NAME = re.compile(
    r"[A-Za-z][A-Za-z0-9_.-]{0,30}"
)  # id_wellformed() and the 31 characters of a node's name
_TAKEN = frozenset({"root"})
_BLANKS = 32  # of about 200 KB each
# An empty layer is the same bytes for the same layer below and the same size, and a create makes one: a program less to start.
_blanks: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()


def chain(layers: Sequence[Layer]) -> dict[str, Any]:
    """The block node of the newest layer, with all below it inside. Pure."""
    taken = set(_TAKEN)
    node: dict[str, Any] | None = None
    for layer in reversed(layers):
        name = node_name(layer, taken)
        taken.add(name)
        node = describe(layer, name, backing=node, writable=layer is layers[0])
    if node is None:
        raise ValueError("a disk without layers")
    return node


def describe(layer: Layer, name: str, *, backing: dict[str, Any] | None, writable: bool) -> dict[str, Any]:
    """A layer as `-blockdev` and `blockdev-add` want it. Whoever can write trims as well; what is below never changes. A qcow2 without `backing` is
    told so: it would be looked for by its header."""
    access: dict[str, Any] = {"discard": "unmap"} if writable else {"read-only": True}
    node: dict[str, Any] = {"driver": layer.format, "node-name": name, **access}
    file: dict[str, Any] = {"driver": "file", "filename": str(layer.path)}
    if writable:
        file["discard"] = "unmap"
    node["file"] = file
    if layer.format == "qcow2":
        node["backing"] = backing
    return node


def node_name(layer: Layer, taken: Collection[str]) -> str:
    """The file's name if it can be a node's and is free, else a number."""
    if _NODE_NAME.fullmatch(layer.path.stem) and layer.path.stem not in taken:
        return layer.path.stem
    number = next(number for number in range(len(taken) + 1) if f"layer{number}" not in taken)
    return f"layer{number}"


async def branch(layers: Sequence[Layer], fresh: Layer, *, disk_mib: int) -> None:
    """An empty layer over these. A crash leaves none or a whole one. Raises EngineError."""
    below = layers[0]
    neighbours = below.path.parent.resolve() == fresh.path.parent.resolve()
    backing = below.path.name if neighbours else str(below.path.resolve())
    temporary = fresh.path.with_name(fresh.path.name + ".new")
    kind = (backing, below.format, disk_mib)
    with full_disk(fresh.path):
        try:
            if kind not in _blanks:
                _blanks[kind] = await _make_blank(temporary, *kind)
                while len(_blanks) > _BLANKS:
                    _blanks.popitem(last=False)
            _blanks.move_to_end(kind)
            await to_thread.run_sync(_publish, _blanks[kind], temporary, fresh.path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


async def _make_blank(temporary: Path, backing: str, format_: str, disk_mib: int) -> bytes:
    # -u: the layer below is not opened, which may be in use by a VMM that writes to it.
    words = ("qemu-img", "create", "-q", "-u", "-f", "qcow2", "-F", format_, "-b", backing)
    await run([*words, str(temporary), f"{disk_mib}M"], timeout=_IMG_SECONDS)
    return await to_thread.run_sync(temporary.read_bytes)


def _publish(blank: bytes, temporary: Path, path: Path) -> None:
    temporary.unlink(missing_ok=True)
    with temporary.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(blank)
    publish(temporary, path)


async def merge(layers: Sequence[Layer], into: Layer) -> None:
    """See SnapshotEngine.merge. A copy of the newest is given, by `qemu-img rebase`, all that it shows of the layers between it and the last.

    Of a block that the copy does not hold afterwards, what the layers between show is what the last one shows: so it reads the same over either. That it
    does read as before is looked at before anything is thrown away (`qemu-img compare`), which fails as well when a VMM writes to one of the layers: QEMU
    locks what it writes."""
    newest, last = layers[0], layers[-1]
    temporary = into.path.with_name(into.path.name + ".new")
    before = {**chain(layers), "read-only": True}
    with full_disk(into.path):
        try:
            await _gently("cp", "--reflink=auto", "--sparse=always", str(newest.path), str(temporary))
            await _img("rebase", "-f", "qcow2", "-F", last.format, "-b", last.path.name, str(temporary))
            await _img("compare", "-F", "qcow2", f"json:{json.dumps(before)}", str(temporary))
            await to_thread.run_sync(publish, temporary, into.path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


async def _img(verb: str, *words: str) -> None:
    await _gently("qemu-img", verb, "-q", *words)


async def _gently(*words: str) -> None:
    await run([*_GENTLY, *words], timeout=_MERGE_SECONDS)
