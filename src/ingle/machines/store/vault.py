"""Where generations and disk layers lie: `generations/<id>/` and `layers/<id>.<format>` in the data directory. Files only; the rows are elsewhere.

A generation is made in a directory with another name and renamed when everything in it is on the disk for good, the manifest last: what is called
like a generation is whole.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from ingle.base.ids import is_id
from ingle.machines.errors import SnapshotDamagedError
from ingle.machines.model import DiskLayer, Generation, Kind
from ingle.machines.names import GENERATION_PREFIX, LAYER_PREFIX, GenerationId, MachineId
from ingle.machines.ports import Capture, Frozen, Layer, MemoryImage

DEVICES = "devices"
MEMORY = "memory"  # flat
DELTA = "delta"  # to be laid over the base's flat memory
MANIFEST = "manifest.json"
MAKING = ".making-"
REMOVED = ".removed-"
MERGED = ".merged"
FORMATS = ("raw", "qcow2")


class Manifest(msgspec.Struct, frozen=True):
    """What a generation holds, beside its files: enough to tell whether they are whole, and what they fit."""

    id: str
    kind: str
    machine: str
    image: str
    layer: str
    base: str | None
    fingerprint: str
    vcpus: int
    memory_mib: int
    disk_mib: int
    sizes: dict[str, int]  # bytes of each file
    devices_sha256: str


class Vault:
    def __init__(self, data_dir: Path) -> None:
        self.generations = data_dir / "generations"
        self.layers = data_dir / "layers"

    def layer(self, layer: DiskLayer) -> Layer:
        return Layer(self.layers / f"{layer.id}.{layer.format}", layer.format)

    def without_withdrawn(self, chain: Sequence[DiskLayer]) -> list[DiskLayer]:
        """The chain without newest layers that were withdrawn (see `withdraw`) by a daemon that could not record it any more."""
        for depth, layer in enumerate(chain):
            if layer.format == "raw" or self.layer(layer).path.exists():
                return list(chain[depth:])
        return []

    def withdraw(self, layer: DiskLayer) -> None:
        """The layer has not come into use after all, and must never: what it may hold is older than what lies below by now."""
        self.layer(layer).path.unlink(missing_ok=True)
        _sync(self.layers)

    def merging(self, layer: DiskLayer) -> Layer:
        """Where a file is made that is to take the layer's place."""
        return Layer(self.layers / f"{layer.id}.{layer.format}{MERGED}", layer.format)

    def put_in_place(self, layer: DiskLayer) -> None:
        """What was made there is the layer from now on, and survives a crash of the host."""
        self.merging(layer).path.rename(self.layer(layer).path)
        _sync(self.layers)

    def directory(self, generation: GenerationId) -> Path:
        return self.generations / generation

    def open(self, generation: GenerationId) -> Path:
        """An empty directory to make the generation in."""
        self.layers.mkdir(mode=0o700, parents=True, exist_ok=True)
        making = self.generations / (MAKING + generation)
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700, parents=True)
        return making

    def adopt(self, taken: Capture, making: Path) -> None:
        """Call what the engine has written in the directory as it is called in a generation."""
        taken.devices.rename(making / DEVICES)
        taken.memory.rename(making / (MEMORY if taken.base is None else DELTA))

    def publish(self, generation: Generation, making: Path) -> None:
        """From now on it exists, and survives a crash of the host."""
        devices = making / DEVICES
        manifest = Manifest(
            id=generation.id,
            kind=generation.kind.value,
            machine=generation.machine_id,
            image=generation.image_id,
            layer=generation.layer,
            base=generation.base,
            fingerprint=generation.fingerprint,
            vcpus=generation.request.vcpus,
            memory_mib=generation.request.memory_mib,
            disk_mib=generation.request.disk_mib,
            sizes={path.name: path.stat().st_size for path in making.iterdir()},
            devices_sha256=_digest(devices) if devices.exists() else "",
        )
        with (making / MANIFEST).open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        _sync(making)
        making.rename(self.directory(generation.id))
        _sync(self.generations)

    def give_up(self, generation: GenerationId) -> None:
        """It has not come to be: nothing of it stays, however far it was."""
        shutil.rmtree(self.generations / (MAKING + generation), ignore_errors=True)
        self.remove([generation], [])

    def copy(self, generation: GenerationId, making: Path) -> None:
        """The same files under another generation's roof; none of them ever changes, so links do."""
        for name in (DEVICES, MEMORY, DELTA):
            with contextlib.suppress(FileNotFoundError):
                os.link(self.directory(generation) / name, making / name)

    def frozen(self, generation: Generation, waking: MachineId | None = None) -> Frozen:
        """What an engine restores. Raises SnapshotDamagedError when it is not whole."""
        own = self.directory(generation.id)
        bottom = self._check(generation.id)
        deltas: tuple[Path, ...] = ()
        if generation.base is not None:
            bottom, deltas = self._check(generation.base), (own / DELTA,)
        flat = self.directory(generation.base or generation.id) / MEMORY
        return Frozen(own / DEVICES, MemoryImage(flat, deltas, shared=not _is_own(bottom, flat, waking)))

    def flattened(self, generation: GenerationId) -> Path:
        """Where the flat memory of a generation goes that was a delta."""
        return self.directory(generation) / MEMORY

    def forget_delta(self, generation: GenerationId) -> None:
        """The flat memory has taken its place; the manifest says so from now on."""
        own = self.directory(generation)
        manifest = msgspec.json.decode((own / MANIFEST).read_bytes(), type=Manifest)
        sizes = {DEVICES: manifest.sizes[DEVICES], MEMORY: (own / MEMORY).stat().st_size}
        changed = msgspec.structs.replace(manifest, base=None, sizes=sizes)
        fresh = own / (MANIFEST + ".new")
        with fresh.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(changed)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(own / MANIFEST)
        _sync(own)
        (own / DELTA).unlink(missing_ok=True)

    def remove(self, generations: Sequence[GenerationId], layers: Sequence[DiskLayer]) -> None:
        for generation in generations:
            with contextlib.suppress(FileNotFoundError):
                aside = self.generations / (REMOVED + generation)
                self.directory(generation).rename(aside)
                shutil.rmtree(aside, ignore_errors=True)
        for layer in layers:
            self.layer(layer).path.unlink(missing_ok=True)

    def sweep(self, generations: frozenset[str], layers: frozenset[str]) -> list[str]:
        """Remove what a killed daemon left: half made, half removed, and without a row. Nothing that is not called like ours is touched."""
        swept = []
        for path in [*_entries(self.generations), *_entries(self.layers)]:
            if _is_rubbish(path, generations, layers):
                swept.append(path.name)
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        return swept

    def _check(self, generation: GenerationId) -> Manifest:
        """Sizes of everything, and the digest of the devices; the memory's content would take longer to read than the machine to wake."""
        own = self.directory(generation)
        try:
            manifest = msgspec.json.decode((own / MANIFEST).read_bytes(), type=Manifest)
            sizes = {name: (own / name).stat().st_size for name in manifest.sizes}
            damaged = [name for name, size in manifest.sizes.items() if sizes[name] != size]
            if not damaged and _digest(own / DEVICES) != manifest.devices_sha256:
                damaged = [DEVICES]
        except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
            raise SnapshotDamagedError(str(own), str(error)) from error
        if damaged:
            raise SnapshotDamagedError(str(own), f"{', '.join(damaged)} changed")
        return manifest


def _is_own(bottom: Manifest, flat: Path, waking: MachineId | None) -> bool:
    """Whether no other machine's memory begins as this one's does: it fell asleep, and nothing made of that has the same file (see `Vault.copy`)."""
    return bottom.kind == Kind.SLEEP and bottom.machine == waking and flat.stat().st_nlink == 1


def _is_rubbish(path: Path, generations: frozenset[str], layers: frozenset[str]) -> bool:
    if path.name.startswith((MAKING, REMOVED)):
        return True
    if is_id(path.name, GENERATION_PREFIX):
        return path.name not in generations
    name, _, format_ = path.name.partition(".")
    return is_id(name, LAYER_PREFIX) and (name not in layers or format_ not in FORMATS)


def _entries(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
