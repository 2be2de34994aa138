"""Mutates archives and flattens them: nothing but ImageError may come out, soon, and nothing may be written outside the work folder.

Each case is made from its number and the seed alone, so `--case N` tries one again. Most end before the squashing, which is a stand-in that reads every
file of the tree; one in some hundred goes through the real tool.
"""

# ruff: noqa: S311, T201 - a seeded generator is wanted, and so is its report

import argparse
import contextlib
import io
import json
import signal
import sys
import tarfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import BinaryIO

from ingle.drivers.rootfs import flatten
from ingle.drivers.rootfs.limits import Limits
from ingle.drivers.rootfs.squash import squash
from ingle.drivers.rootfs.tarstream import write_tree
from ingle.drivers.rootfs.tree import Tree
from ingle.images.errors import ImageError
from support.archives import COMPRESS, Entry, config, digest, layer, oci_files, pack

LIMITS = Limits(bytes=8 << 20, entries=5000, layers=20, archive_members=200, document=1 << 16, free_disk=0)
HANG_SECONDS = 20
REAL_EVERY = 200

GOOD_NAMES = (
    "a",
    "b",
    "dir",
    "dir/a",
    "dir/sub/b",
    "link",
    "link/a",
    "/abs",
    "dir/.wh.a",
    ".wh.b",
    "dir/.wh..wh..opq",
    "../up",
    "./.",
    "c/d/e",
)
NAMES = (
    "a", "b", "dir", "dir/a", "dir/sub/b", "link", "link/a", "../up", "/abs", "./.", "", ".wh.a", "dir/.wh..wh..opq", ".wh..", ".wh.dir",
    ".wh..wh.plnk", "a\0b", "\udcff\udc80", "x" * 255, "y" * 256, "d/" * 60 + "f", "nö", "a\nb", "..", "link/../../x", "loop/loop",
)  # fmt: skip
TYPES = tuple(b"0123456771gxLKSDVZ\0"[n : n + 1] for n in range(19))
PAX = (
    ("path", "renamed"), ("linkpath", "a"), ("size", "7"), ("size", "-1"), ("size", "9" * 30), ("uid", "-5"), ("uid", "1e9"), ("mtime", "nan"),
    ("mtime", "-1e300"), ("SCHILY.xattr.user.x", "\udcff"), ("SCHILY.xattr.", "x"), ("GNU.sparse.map", "0,1,5"), ("GNU.sparse.major", "1"),
    ("GNU.sparse.minor", "0"), ("GNU.sparse.size", "100"), ("GNU.sparse.realsize", "99999999999"), ("GNU.sparse.numblocks", "x"),
    ("hdrcharset", "BINARY"), ("GNU.sparse.name", "../s"), ("comment", "c" * 3000), ("gid", "4294967295"), ("path", ""),
)  # fmt: skip


def make_layer(random: Random) -> bytes:
    entries = []
    for _ in range(random.randint(0, 12)):
        size = random.choice((0, 0, 1, 7, 511, 512, 513, 2000))
        type_ = random.choice((tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.REGTYPE))
        if random.random() < 0.05:
            type_ = random.choice(TYPES)
        entries.append(
            Entry(
                random.choice(NAMES if random.random() < 0.05 else GOOD_NAMES),
                type=type_,
                content=random.randbytes(size) if type_ == tarfile.REGTYPE or random.random() < 0.05 else b"",
                mode=random.randrange(0o10000),
                uid=random.choice((0, 1000, 70_000, 2**31)),
                link=random.choice((*GOOD_NAMES, "/", "../../etc/passwd", "loop", "link")),
                device=(random.choice((0, 1, 259)), random.choice((0, 3, 2**19))),
                pax=dict(random.sample(PAX, random.choice((0,) * 15 + (1, 2, 4)))),
            )
        )
    while True:
        try:
            return layer(*entries)
        except (ValueError, TypeError):  # numbers that the writer cannot write
            entries = entries[:-1]


def damage(random: Random, data: bytes, rounds: int) -> bytes:
    """Flip, cut, double and overwrite, mostly where headers are."""
    changed = bytearray(data)
    for _ in range(rounds):
        if not changed:
            break
        at = random.randrange(len(changed))
        match random.randrange(6):
            case 0:
                changed[at] ^= 1 << random.randrange(8)
            case 1:
                changed[at : at + random.randint(1, 600)] = b""
            case 2:
                changed[at:at] = changed[at : at + 512]
            case 3:
                block = at // 512 * 512
                changed[block + 124 : block + 136] = random.choice(
                    (b"\xff" * 12, b"\x80" + b"\xff" * 11, b"77777777777\0", b"9" * 12)
                )
                reseal(changed, block)
            case 4:
                block = at // 512 * 512
                changed[block + 156 : block + 157] = random.choice(TYPES)
                reseal(changed, block)
            case 5:
                changed[at : at + 8] = random.randbytes(8)
    return bytes(changed)


def reseal(data: bytearray, block: int) -> None:
    """Give a header its right checksum, so that what was changed in it is believed."""
    header = data[block : block + 512]
    if len(header) == 512:
        total = sum(header[:148]) + 8 * 32 + sum(header[156:])
        data[block + 148 : block + 156] = b"%06o\0 " % total


def make_case(random: Random) -> bytes:
    """An archive: layers believed (their digests are right) or not, in one of three kinds, damaged outside or inside."""
    layers = [make_layer(random) for _ in range(random.randint(0, 4))]
    layers = [damage(random, one, random.choice((0, 0, 1, 3))) for one in layers]
    compression = random.choice(list(COMPRESS))
    if random.random() < 0.5:
        files = oci_files(layers, {"Cmd": ["x"]}, compression=compression)
    else:
        names = [f"{number}/layer.tar" for number in range(len(layers))]
        document = config(layers)
        files = {
            "c.json": document,
            **{name: COMPRESS[compression](one) for name, one in zip(names, layers, strict=True)},
        }
        files["manifest.json"] = json.dumps([{"Config": "c.json", "Layers": names}]).encode()
    if random.random() < 0.3:
        name = random.choice(list(files))
        files[name] = damage(random, files[name], random.randint(1, 4))
        if name.startswith("blobs/") and random.random() < 0.5:
            files[f"blobs/{digest(files[name]).replace(':', '/')}"] = files[name]
    archive = COMPRESS[random.choice(list(COMPRESS))](pack(files))
    return damage(random, archive, random.choice((0, 0, 0, 1, 5)))


def read_through(tree: Tree, layers: Sequence[BinaryIO], out: Path, wrote: Callable[[int], None]) -> None:
    """Stands in for the squashing: the stream is made and thrown away, and read again by tarfile."""
    stream = io.BytesIO()
    write_tree(tree, layers, stream, wrote)
    stream.seek(0)
    with tarfile.open(fileobj=stream, errors="surrogateescape") as archive:
        names = [member.name for member in archive]
    if len(names) != 1 + sum(1 for _ in tree.walk()):
        raise AssertionError("the stream does not hold what the tree holds")
    out.write_bytes(b"")


@contextlib.contextmanager
def alarm(seconds: int) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def try_case(seed: int, number: int, folder: Path) -> str:
    """How it ended: `made`, or the error's code. Anything else is raised."""
    archive = make_case(Random(f"{seed}/{number}"))
    work = folder / "work"
    work.mkdir()
    (folder / "archive").write_bytes(archive)
    flatten.squash = squash if number % REAL_EVERY == 0 else read_through  # type: ignore[attr-defined]
    try:
        with alarm(HANG_SECONDS):
            flatten.flatten_image(folder / "archive", work, LIMITS, lambda _: None)
        outcome = "made"
    except ImageError as error:
        if not error.sentence.isprintable():
            raise AssertionError(f"an error that cannot be printed: {error.sentence!r}") from error
        outcome = error.code
    strays = {path.name for path in folder.iterdir()} - {"archive", "work"}
    if strays:
        raise AssertionError(f"written outside: {strays}")
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", type=float)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--case", type=int, default=None)
    wanted = parser.parse_args()
    outcomes: Counter[str] = Counter()
    number = wanted.case or 0
    end = time.monotonic() + wanted.seconds
    while time.monotonic() < end:
        with TemporaryDirectory(prefix="ingle-fuzz-") as folder:
            try:
                outcomes[try_case(wanted.seed, number, Path(folder))] += 1
            except Exception:  # noqa: BLE001 - whatever it is, it is told with the case
                traceback.print_exc()
                print(
                    f"case {number} of seed {wanted.seed} failed: scripts/fuzz-images 1 {wanted.seed} --case {number}"
                )
                return 1
        number += 1
        if wanted.case is not None:
            break
    print(
        f"{sum(outcomes.values())} archives in {wanted.seconds:.0f} s, seed {wanted.seed}: {dict(outcomes.most_common())}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
