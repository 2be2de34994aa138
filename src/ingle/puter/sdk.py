"""The SDK as pages and programs load it from here: the file that its makers publish, and before it one line that says where it is at home."""

import gzip
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
# A page's script knows its own address, also behind a proxy that speaks https for us; a worker's does not, and believes the request.
_PROLOGUE = (
    "(()=>{{const s=globalThis.document?.currentScript?.src,o=s?new URL(s).origin:{origin};"
    "globalThis.PUTER_ORIGIN??=o;globalThis.PUTER_API_ORIGIN??=o}})();\n"
)


@dataclass(frozen=True)
class Script:
    tag: str  # as HTTP writes it; another one when the content is another
    plain: bytes
    compressed: bytes


def origin_of(scheme: str, host: str) -> str:
    """What a browser calls the place that it asked; "" for what is no host."""
    return f"{scheme}://{host}" if _HOST.fullmatch(host) else ""


def prologue(origin: str) -> str:
    return _PROLOGUE.format(origin=json.dumps(origin))


def script(file: Path, origin: str) -> Script:
    """Raises FileNotFoundError when the desktop is not built."""
    status = file.stat()
    return _made(file, origin, f"{status.st_mtime_ns:x}-{status.st_size:x}")


@lru_cache(maxsize=16)  # a house has few names
def _made(file: Path, origin: str, version: str) -> Script:
    plain = prologue(origin).encode() + file.read_bytes()
    return Script(f'"{version}-{len(plain):x}"', plain, gzip.compress(plain, mtime=0))
