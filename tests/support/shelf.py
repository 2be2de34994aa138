"""What is dear to make and the same for every test: made once for the code as it is, in build/, so that the workers of a run, and later runs, share it."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

_TREE = Path(__file__).resolve().parents[2]
_SHELF = _TREE / "build" / "tests"


@contextmanager
def kept(what: str, key: str, make: Callable[[Path], None]) -> Iterator[Path]:
    """A folder that `make` has filled, in this process or another; it gets an empty one, and what it makes is moved. Nobody else makes or removes one
    meanwhile."""
    shelf = _SHELF / what
    shelf.mkdir(parents=True, exist_ok=True)
    found = shelf / key
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            for old in shelf.glob("[0-9a-f]*"):
                shutil.rmtree(old)
            with TemporaryDirectory(dir=shelf, prefix="new-") as folder:
                made = Path(folder) / "made"
                made.mkdir()
                make(made)
                made.rename(found)
        yield found


def key_of_code(*more: Path) -> str:
    """Of everything that has a say in what the daemon's code makes, and of these files."""
    return key_of(*sorted((_TREE / "src" / "ingle").rglob("*.py")), *more)


def key_of(*files: Path) -> str:
    told = "".join(f"{path} {stat.st_size} {stat.st_mtime_ns}\n" for path in files for stat in [path.stat()])
    return sha256(told.encode()).hexdigest()[:16]
