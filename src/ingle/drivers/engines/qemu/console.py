"""The console log's bound. QEMU only appends to it, and root in the guest may write there without end, so somebody has to cut: at each start, and every
half minute while the VMM is watched. Between daemons the file limit of the VMM process is the bound."""

import os
from pathlib import Path

from ingle.base.units import KIB, MIB

LIMIT = 4 * MIB
KEPT = 256 * KIB  # of the newest, when it is cut


def trim(console: Path, *, limit: int = LIMIT, kept: int = KEPT) -> None:
    """Keep the newest bytes when the file has outgrown its limit. The writer appends, so it goes on at the new end; what it writes during the cut is
    lost."""
    try:
        file = os.open(console, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        size = os.fstat(file).st_size
        if size > limit:
            newest = os.pread(file, kept, size - kept)
            os.ftruncate(file, 0)
            os.pwrite(file, newest, 0)
    finally:
        os.close(file)
