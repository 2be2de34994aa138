"""A small disk that can be filled without hurting anybody else."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """Over an empty folder, as large as mount(8) is told; False where that needs a right that we have not."""
    mounted = os.geteuid() == 0 and _mount(folder, size)
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(folder: Path, size: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "ingle-small", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
