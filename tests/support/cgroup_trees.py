"""Folders that look like cgroup v2 to who only reads and writes files. What the kernel does by itself is tested in a guest."""

import os
from dataclasses import dataclass
from pathlib import Path

ALL = "cpuset cpu io memory pids"


@dataclass(frozen=True)
class Tree:
    root: Path  # where cgroup v2 is mounted
    proc: Path

    def group(self, path: str, *, controllers: str = ALL, procs: str = "", type_: str = "domain") -> Path:
        folder = self.root / path.lstrip("/")
        folder.mkdir(parents=True, exist_ok=True)
        files = {
            "cgroup.controllers": controllers,
            "cgroup.procs": procs,
            "cgroup.subtree_control": "",
            "cgroup.type": type_,
        }
        for name, content in files.items():
            (folder / name).write_text(f"{content}\n")
        return folder

    def process(self, pid: int | str, group: str, *, parent: int = 1, name: str = "sleep") -> None:
        """`group`: as /proc tells it, below where cgroup v2 is mounted."""
        folder = self.proc / str(pid)
        folder.mkdir(parents=True, exist_ok=True)
        mount = (
            f"30 23 0:26 / {self.root} rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
            if pid == "self"
            else ""
        )
        (folder / "mountinfo").write_text("24 1 0:22 / /proc rw - proc proc rw\n" + mount)
        (folder / "cgroup").write_text(f"1:name=systemd:/x\n0::{group}\n")
        (folder / "stat").write_text(f"{pid} (a ) b) S {parent} 1 1 0 -1")
        (folder / "comm").write_text(f"{name}\n")


def tree(folder: Path, group: str = "/service") -> Tree:
    """This process in that group, alone."""
    made = Tree(folder / "cgroup", folder / "proc")
    made.root.mkdir()
    made.group(group, procs=str(os.getpid()))
    made.process("self", group)
    return made
