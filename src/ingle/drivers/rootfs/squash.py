"""Writing a tree as a SquashFS: our tar stream into mksquashfs, which never sees a file of the image on the host's disk.

mksquashfs and not sqfstar, because that one refuses `-Xcompression-level` in squashfs-tools 4.5. Why zstd at level 3:
docs/decisions/0005-images-are-merged-in-memory.md.
"""

import contextlib
import hashlib
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from ingle.drivers.rootfs.tarstream import write_tree
from ingle.drivers.rootfs.tree import Tree
from ingle.images.errors import ImageDiskFullError, ImageError, tool_missing

_COMPRESSION = ("-comp", "zstd", "-Xcompression-level", "3", "-b", "128K")


def command(tool: str, out: Path, tree: Tree) -> list[str]:
    """The argv of mksquashfs for this tree; the root directory is no entry of the stream, so its attributes are arguments."""
    root = tree.root.inode
    return [
        tool, "-", str(out), "-tar", "-noappend", "-no-progress", "-quiet", *_COMPRESSION, "-mkfs-time", "0",
        "-root-mode", f"{root.mode:o}", "-root-uid", str(root.uid), "-root-gid", str(root.gid), "-root-time", str(root.mtime),
    ]  # fmt: skip


def squash(tree: Tree, layers: Sequence[BinaryIO], out: Path, wrote: Callable[[int], None]) -> None:
    """Write the tree to the new file `out`. Raises ImageError."""
    tool = shutil.which("mksquashfs")
    if tool is None:
        raise tool_missing("mksquashfs", "squashfs-tools")
    log = out.with_suffix(".log")
    with log.open("w+b") as stderr:
        process = subprocess.Popen(
            command(tool, out, tree),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env={"LC_ALL": "C"},
        )
        try:
            _feed(process, tree, layers, wrote)
        finally:
            if process.poll() is None:
                process.kill()
            code = process.wait()
    if code != 0:
        tail = log.read_text(errors="replace")[-2000:].strip()
        if "No space left" in tail:
            raise ImageDiskFullError("the disk that holds the images is full")
        raise ImageError(
            f"mksquashfs failed: {tail.splitlines()[-1] if tail else f'status {code}'}", log_tail=tail
        )
    log.unlink()


def _feed(
    process: subprocess.Popen[bytes], tree: Tree, layers: Sequence[BinaryIO], wrote: Callable[[int], None]
) -> None:
    """Write the stream and wait; when mksquashfs hangs up early, its exit status says why."""
    stdin = cast(BinaryIO, process.stdin)
    with contextlib.suppress(BrokenPipeError):
        write_tree(tree, layers, stdin, wrote)
    with contextlib.suppress(BrokenPipeError):
        stdin.close()
    process.wait()


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
