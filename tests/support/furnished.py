"""A data directory with the image `busybox` in it, as a daemon left it: made once for the code as it is, and copied by whoever needs one.

Making the image takes longer than most tests. It lies in build/, so that the workers of a run, and later runs, share it.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
_SHELF = ROOT / "build" / "tests" / "furnished"


def furnish(directory: Path, make: Callable[[Path], None]) -> None:
    """Copy it into an installation's directory. `make` fills an empty one when there is none yet for this code; others wait meanwhile."""
    _SHELF.mkdir(parents=True, exist_ok=True)
    kept = _SHELF / _key()
    with _lock():
        if not kept.exists():
            for old in _SHELF.glob("[0-9a-f]*"):
                shutil.rmtree(old)
            with TemporaryDirectory(dir=_SHELF, prefix="new-") as folder:
                made = Path(folder) / "made"
                made.mkdir()
                make(made)
                made.rename(kept)
        shutil.copytree(kept, directory, dirs_exist_ok=True)


def _key() -> str:
    """Of everything that has a say in what a data directory is."""
    files = sorted((ROOT / "src" / "ingle").rglob("*.py"))
    told = "".join(f"{path} {stat.st_size} {stat.st_mtime_ns}\n" for path in files for stat in [path.stat()])
    return sha256(told.encode()).hexdigest()[:16]


@contextmanager
def _lock() -> Iterator[None]:
    with (_SHELF / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
