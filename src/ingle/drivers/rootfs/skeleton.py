"""Small layers of our own making, written as tar: what an image needs besides its packages."""

import io
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Directory:
    path: str
    mode: int = 0o755


@dataclass(frozen=True)
class File:
    path: str
    content: bytes | str
    mode: int = 0o644


@dataclass(frozen=True)
class Symlink:
    path: str
    target: str


@dataclass(frozen=True)
class Absent:
    """Hides what the layers below have there."""

    path: str


Item = Directory | File | Symlink | Absent


def write_layer(path: Path, items: Sequence[Item]) -> None:
    """The items as an uncompressed layer, owned by root and from the epoch."""
    with tarfile.open(path, "x", format=tarfile.PAX_FORMAT) as archive:
        for item in items:
            _add(archive, item)


def _add(archive: tarfile.TarFile, item: Item) -> None:
    match item:
        case Directory():
            entry, content = tarfile.TarInfo(item.path), b""
            entry.type, entry.mode = tarfile.DIRTYPE, item.mode
        case File():
            content = item.content.encode() if isinstance(item.content, str) else item.content
            entry = tarfile.TarInfo(item.path)
            entry.mode, entry.size = item.mode, len(content)
        case Symlink():
            entry, content = tarfile.TarInfo(item.path), b""
            entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, item.target, 0o777
        case Absent():
            folder, _, name = item.path.rpartition("/")
            entry, content = tarfile.TarInfo(f"{folder}/.wh.{name}"), b""
    archive.addfile(entry, io.BytesIO(content))
