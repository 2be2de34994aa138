"""From layers to one root.squashfs: unpack each once, merge in memory, write. Synchronous; runs in the worker's process."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import BinaryIO

from ingle.drivers.rootfs.blobs import Blobs, DirectoryBlobs, open_archive
from ingle.drivers.rootfs.bundle import Layer, host_architecture, read_bundle
from ingle.drivers.rootfs.layer import Change, apply_changes, read_changes, read_entries
from ingle.drivers.rootfs.limits import Budget, Limits
from ingle.drivers.rootfs.squash import digest_of, squash
from ingle.drivers.rootfs.tarstream import total_size
from ingle.drivers.rootfs.tree import Tree
from ingle.drivers.rootfs.unpack import unpack
from ingle.images.model import ImageConfig, Progress, Root

Report = Callable[[Progress], None]
Reader = Callable[[BinaryIO, int, Budget], Iterator[Change]]

ROOT = "root.squashfs"


class _Meter:
    """Counts bytes of one step into reports."""

    def __init__(self, report: Report, step: str, total: int = 0) -> None:
        self._report = report
        self._step = step
        self._total = total
        self._done = 0

    def __call__(self, count: int) -> None:
        self._done += count
        self._report(Progress(self._step, self._done, self._total))


def flatten_image(source: Path, work: Path, limits: Limits, report: Report) -> Root:
    """Make work/root.squashfs of an archive, or of a directory that is an OCI layout. Raises ImageError."""
    budget = Budget(limits, work)
    with _open(source, work, budget, report) as blobs:
        bundle = read_bundle(blobs, limits, host_architecture())
        budget.check_layers(len(bundle.layers))
        unpacked = _unpack_layers(blobs, bundle.layers, work, budget, report)
    out = _merge(unpacked, work, budget, report)
    return _finish(out, bundle.config, bundle.architecture, bundle.manifest_digest)


def stack_layers(
    layers: Sequence[Path], work: Path, config: ImageConfig, limits: Limits, report: Report
) -> Root:
    """Make work/root.squashfs of tar files that are already plain, the lowest first. Raises ImageError."""
    out = _merge(layers, work, Budget(limits, work), report)
    return _finish(out, config, host_architecture(), "")


def wrap_tree(tree: Path, work: Path, config: ImageConfig, limits: Limits, report: Report) -> Root:
    """Make work/root.squashfs of one plain tar in which every name is only a name. Raises ImageError."""
    out = _merge([tree], work, Budget(limits, work), report, read_entries)
    return _finish(out, config, host_architecture(), "")


def _open(source: Path, work: Path, budget: Budget, report: Report) -> AbstractContextManager[Blobs]:
    if source.is_dir():
        return nullcontext(DirectoryBlobs(source))
    return open_archive(source, work, budget, _Meter(report, "unpacking the archive"))


def _unpack_layers(
    blobs: Blobs, layers: Sequence[Layer], work: Path, budget: Budget, report: Report
) -> list[Path]:
    """The plain layers as files in `work`; one that is used twice is unpacked once."""
    known: dict[str, Path] = {}
    for number, layer in enumerate(layers, 1):
        if layer.diff_id in known:
            continue
        path = known[layer.diff_id] = work / f"layer-{len(known)}.tar"
        meter = _Meter(report, f"unpacking layer {number} of {len(layers)}")
        with blobs.open(layer.name) as packed:
            unpack(packed, path, budget, digest=layer.digest, diff_id=layer.diff_id, wrote=meter)
    return [known[layer.diff_id] for layer in layers]


def _merge(
    layers: Sequence[Path], work: Path, budget: Budget, report: Report, read: Reader = read_changes
) -> Path:
    tree = Tree(budget)
    with ExitStack() as files:
        opened = {path: files.enter_context(path.open("rb")) for path in layers}
        for number, path in enumerate(layers):
            report(Progress("merging layers", number, len(layers), "layers"))
            apply_changes(tree, read(opened[path], number, budget))
        total = total_size(tree)
        budget.check_total(total)
        out = work / ROOT
        squash(tree, [opened[path] for path in layers], out, _Meter(report, "writing the image", total))
    return out


def _finish(out: Path, config: ImageConfig, architecture: str, manifest_digest: str) -> Root:
    return Root(config, architecture, digest_of(out), out.stat().st_size, manifest_digest)
