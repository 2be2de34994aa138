"""Pack an initramfs: the agent as /init, kernel modules in loading order, /dev/console. Written as a newc archive (the kernel's
Documentation/driver-api/early-userspace/buffer-format.rst) from memory, so device nodes need no root and the bytes depend on nothing but the input.

    make_initramfs.py AGENT OUTPUT [MODULES_ROOT NAME…]

NAMEs are module names; each is looked up below MODULES_ROOT with what it depends on (modules.dep) and listed in /modules, one path a line.
"""

import gzip
import os
import stat
import sys
from pathlib import Path


class Archive:
    """A newc archive in the making; every entry belongs to root and has no time."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._inode = 0

    def add(self, name: str, mode: int, content: bytes = b"", device: tuple[int, int] = (0, 0)) -> None:
        self._inode += 1
        encoded = name.encode() + b"\0"
        numbers = (self._inode, mode, 0, 0, 1, 0, len(content), 0, 0, *device, len(encoded), 0)
        header = b"070701" + b"".join(b"%08X" % number for number in numbers)
        self._parts += [_padded(header + encoded), _padded(content)]

    def bytes(self) -> bytes:
        self.add("TRAILER!!!", 0)
        return b"".join(self._parts)


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)


def load_order(root: Path, names: list[str]) -> list[Path]:
    """The modules and all they depend on, each after its dependencies. Names built into the kernel are left out."""
    dependencies: dict[str, list[str]] = {}
    paths: dict[str, str] = {}
    for line in (root / "modules.dep").read_text().splitlines():
        path, _, needs = line.partition(":")
        dependencies[path] = needs.split()
        paths[Path(path).name.split(".ko")[0].replace("-", "_")] = path
    built_in = {
        Path(line).name.split(".ko")[0].replace("-", "_")
        for line in (root / "modules.builtin").read_text().splitlines()
    }
    ordered: list[str] = []

    def visit(path: str) -> None:
        for needed in dependencies[path]:
            visit(needed)
        if path not in ordered:
            ordered.append(path)

    for name in (name.replace("-", "_") for name in names):
        if name in paths:
            visit(paths[name])
        elif name not in built_in:
            sys.exit(f"error: the kernel has no module {name}")
    return [root / path for path in ordered]


def main(agent: str, output: str, *modules: str) -> None:
    archive = Archive()
    for folder in ("dev", "proc", "sys", "lib", "run", "root", "newroot"):
        archive.add(folder, stat.S_IFDIR | 0o755)
    archive.add("dev/console", stat.S_IFCHR | 0o600, device=(5, 1))
    archive.add("dev/null", stat.S_IFCHR | 0o666, device=(1, 3))
    archive.add("init", stat.S_IFREG | 0o755, Path(agent).read_bytes())
    if modules:
        archive.add("lib/modules", stat.S_IFDIR | 0o755)
        listed = []
        for path in load_order(Path(modules[0]), list(modules[1:])):
            archive.add(f"lib/modules/{path.name}", stat.S_IFREG | 0o644, path.read_bytes())
            listed.append(f"/lib/modules/{path.name}\n")
        archive.add("modules", stat.S_IFREG | 0o644, "".join(listed).encode())
    temporary = Path(output + ".new")
    temporary.write_bytes(gzip.compress(archive.bytes(), compresslevel=6, mtime=0))
    os.replace(temporary, output)  # noqa: PTH105 - the same call on every Python


if __name__ == "__main__":
    main(*sys.argv[1:])
