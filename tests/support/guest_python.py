"""Debian's Python as a small archive for a guest that has none: its program, its libraries, and of the standard library what one script imports."""

import io
import os
import subprocess
import tarfile
from pathlib import Path

from ingle.machines.ports import GuestLink
from support.captures import put
from support.guests import run

PYTHON = Path("/usr/bin/python3").resolve()
_SOURCE = Path(__file__).resolve().parents[2] / "src"
_ARCHIVE, _FOLDER = b"/root/python.tar", "/root/probe"
# -I -S: nothing but the standard library can be imported.
_FLAGS = ("-I", "-S", "-X", "utf8")
# Loads the script without running it, and tells from which files.
_LOOK = """
import os, runpy, sys
sys.path.insert(0, sys.argv[1])
runpy.run_path(sys.argv[2], run_name="looked at")
found = {path for one in list(sys.modules.values()) for path in (getattr(one, "__file__", ""), getattr(one, "__cached__", ""))}
print(*[path for path in (*found, os.__file__) if path and os.path.exists(path)], sep="\\n")
"""


async def take_along(link: GuestLink, script: Path) -> tuple[bytes, ...]:
    """Put it into the guest with what it needs, of ours too; the words that run it there."""
    await put(link, _ARCHIVE, _archive(script))
    done = await run(link, "unpack", b"tar", b"-x", b"-C", b"/", b"-f", _ARCHIVE)
    assert done.exit is not None, done
    assert done.exit.code == 0, done
    words = (str(PYTHON), *_FLAGS, f"{_FOLDER}/{script.name}")
    return tuple(word.encode() for word in words)


def _archive(script: Path) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", dereference=True) as archive:
        for path in _modules(script):
            archive.add(path, _place(path))
        archive.add(script, f"{_FOLDER}/{script.name}")
        for path in (PYTHON, *_libraries()):
            archive.add(path)
    return written.getvalue()


def _modules(script: Path) -> set[Path]:
    look = [PYTHON, *_FLAGS, "-c", _LOOK, _SOURCE, script]
    said = subprocess.run(look, capture_output=True, text=True, check=True).stdout
    return {Path(line) for line in said.splitlines()}


def _place(path: Path) -> Path:
    """Ours beside the standard library, where Python looks without being told."""
    if not path.is_relative_to(_SOURCE):
        return path
    return Path(os.__file__).parent / path.relative_to(_SOURCE)


def _libraries() -> list[Path]:
    """As the program asks for them, from lines like `libc.so.6 => /lib/libc.so.6 (0x7f…)`."""
    said = subprocess.run(["ldd", PYTHON], capture_output=True, text=True, check=True).stdout
    return [Path(word) for word in said.split() if word.startswith("/")]
