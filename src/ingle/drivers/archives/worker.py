"""The program that takes an archive apart: bytes of a zip or tar on stdin (which can be sought in), frames on stdout.

It runs confined, knows nothing of Ingle and decides nothing: names, sizes and numbers are the daemon's to judge, who stops it when they are too much.
A frame is a letter, the length of what follows (4 bytes, big-endian), and that:

    m  a member: {"path", "directory", "modified"}, then d frames with its bytes
    s  one that is neither file nor directory: {"path", "kind"}
    x  the archive cannot be read on: {"why"}; the last frame
    .  that was all; the last frame
"""

import json
import struct
import sys
import tarfile
import zipfile
from calendar import timegm
from typing import IO, Any, BinaryIO

PIECE = 1 << 17
_LINK = 0o120000
_FORMAT = 0o170000


def main() -> int:
    archive, out = sys.stdin.buffer, sys.stdout.buffer
    try:
        if zipfile.is_zipfile(archive):
            unzip(archive, out)
        else:
            archive.seek(0)
            untar(archive, out)
        frame(out, b".", b"")
    except tarfile.ReadError:
        fail(out, "it is neither a zip nor a tar that can be read to its end")
    except MemoryError:
        fail(out, "it takes too much memory to read")
    except Exception as error:  # noqa: BLE001 - whatever a stranger's bytes make a parser say
        fail(out, str(error) or type(error).__name__)
    out.flush()
    return 0


def unzip(archive: BinaryIO, out: BinaryIO) -> None:
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            if (info.external_attr >> 16) & _FORMAT == _LINK:
                tell(out, b"s", path=info.filename, kind="link")
                continue
            modified = timegm((*info.date_time, 0, 0, 0))
            tell(out, b"m", path=info.filename, directory=info.is_dir(), modified=modified)
            if not info.is_dir():
                with opened.open(info) as data:
                    pour(data, out)


def untar(archive: BinaryIO, out: BinaryIO) -> None:
    with tarfile.open(fileobj=archive, mode="r:*") as opened:
        while (info := opened.next()) is not None:
            opened.members.clear()  # type: ignore[attr-defined] # or it remembers all of them
            if not (info.isreg() or info.isdir()):
                kind = "link" if info.issym() or info.islnk() else "device"
                tell(out, b"s", path=info.name, kind=kind)
                continue
            tell(out, b"m", path=info.name, directory=info.isdir(), modified=info.mtime)
            if info.isreg() and (data := opened.extractfile(info)) is not None:
                pour(data, out)


def pour(data: IO[bytes], out: BinaryIO) -> None:
    while piece := data.read(PIECE):
        frame(out, b"d", piece)


def tell(out: BinaryIO, letter: bytes, **said: Any) -> None:
    frame(out, letter, json.dumps(said).encode("utf-8", "surrogatepass"))


def fail(out: BinaryIO, why: str) -> None:
    tell(out, b"x", why=why[:300])


def frame(out: BinaryIO, letter: bytes, data: bytes) -> None:
    out.write(struct.pack(">cI", letter, len(data)) + data)


if __name__ == "__main__":
    sys.exit(main())
