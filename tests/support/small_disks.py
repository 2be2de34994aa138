"""A small disk that can be filled without hurting anybody else."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = "4g"


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Over an empty folder; False where that needs a right that we have not."""
    mounted = os.geteuid() == 0 and _mount(folder)
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "ingle-soak", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
