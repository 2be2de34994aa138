"""Writing a tree as a SquashFS: our tar stream into tar2sqfs, which never sees a file of the image on the host's disk.

Why tar2sqfs and zstd at level 3: docs/decisions/0005-images-are-merged-in-memory.md.
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

_TOOL = "tar2sqfs"


def command(out: Path) -> list[str]:
    return [_TOOL, "--no-skip", "--quiet", "--compressor", "zstd", "--comp-extra", "level=3", str(out)]


def squash(tree: Tree, layers: Sequence[BinaryIO], out: Path, wrote: Callable[[int], None]) -> None:
    """Write the tree to the new file `out`. Raises ImageError."""
    if shutil.which(_TOOL) is None:
        raise tool_missing(_TOOL, "squashfs-tools-ng")
    log = out.with_suffix(".log")
    with log.open("w+b") as stderr:
        process = subprocess.Popen(
            command(out),
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
            with contextlib.suppress(BrokenPipeError):
                cast(BinaryIO, process.stdin).close()
    if code != 0:
        tail = log.read_text(errors="replace")[-2000:].strip()
        if "No space left" in tail:
            raise ImageDiskFullError("the disk that holds the images is full")
        raise ImageError(
            f"tar2sqfs failed: {tail.splitlines()[-1] if tail else f'status {code}'}", log_tail=tail
        )
    log.unlink()


def _feed(
    process: subprocess.Popen[bytes], tree: Tree, layers: Sequence[BinaryIO], wrote: Callable[[int], None]
) -> None:
    """Write the stream and wait; when tar2sqfs hangs up early, its exit status says why."""
    stdin = cast(BinaryIO, process.stdin)
    with contextlib.suppress(BrokenPipeError):
        write_tree(tree, layers, stdin, wrote)
    with contextlib.suppress(BrokenPipeError):
        stdin.close()
    process.wait()


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
