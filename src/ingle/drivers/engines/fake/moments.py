"""The files of a fake capture. They hold a token for a guest that the fake host keeps, as long as the real ones are, and show it when they are cut."""

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ingle.base.errors import Kind
from ingle.base.units import MIB
from ingle.machines.errors import EngineError
from ingle.machines.ports import Frozen, MemoryImage

DELTA_BYTES = 8192  # of a fake delta


@dataclass(frozen=True)
class Label:
    """What such a file says."""

    token: str
    base: str | None = None  # a delta's: the token of the flat image that it lies over
    whole: int = 0  # the bytes that the file has


def write(path: Path, label: Label) -> None:
    """Raises EngineError."""
    try:
        with path.open("wb") as file:
            file.write(msgspec.json.encode(label) + b"\n")
            file.truncate(max(label.whole, file.tell()))
            os.fsync(file.fileno())
    except OSError as error:
        raise EngineError(f"cannot write {path}: {error.strerror}", kind=Kind.EXHAUSTED) from error


def read(path: Path) -> Label:
    """Raises EngineError when it is not there, cut, or something else."""
    try:
        with path.open("rb") as file:
            line = file.readline(1000)
            label = msgspec.json.decode(line, type=Label)
            if not line.endswith(b"\n") or os.fstat(file.fileno()).st_size < label.whole:
                raise EngineError(f"{path} is cut off")
    except (OSError, msgspec.DecodeError) as error:
        raise EngineError(f"{path} is no file of a capture: {error}") from error
    return label


def token_of(frozen: Frozen, memory_mib: int) -> str:
    """The one guest that these files are of. Raises EngineError when they are of several, or of another size."""
    newest = newest_of(frozen.memory)
    if frozen.memory.flat.stat().st_size != memory_mib * MIB:
        raise EngineError(f"the memory image {frozen.memory.flat} has another size")
    if read(frozen.devices).token != newest:
        raise EngineError("the devices' state is of another moment than the memory")
    return newest


def newest_of(image: MemoryImage) -> str:
    """The token of the newest part. Raises EngineError when the parts do not fit."""
    flat = read(image.flat)
    labels = [read(delta) for delta in image.deltas]
    if any(label.base != flat.token for label in labels):
        raise EngineError("a memory delta is of another image")
    return labels[-1].token if labels else flat.token
