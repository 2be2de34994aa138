"""Where the files of one VMM are, inside its machine's directory."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class VmmFiles:
    directory: Path

    @property
    def pid(self) -> Path:
        """Written, and locked, by QEMU itself; then the pid in it is made the one that it has out here."""
        return self.directory / "vmm.pid"

    @property
    def agent(self) -> Path:
        """The socket of the agent's channel."""
        return self.directory / "agent.sock"

    @property
    def qmp(self) -> Path:
        """The socket of QEMU's own control protocol."""
        return self.directory / "qmp.sock"

    @property
    def console(self) -> Path:
        """What the guest's kernel prints, and whoever writes to /dev/console."""
        return self.directory / "console.log"

    @property
    def memory(self) -> Path:
        """What the memory of a VMM that was booted is mapped over: an empty file. One that was restored maps an image instead."""
        return self.directory / "memory"

    @property
    def overlays(self) -> Path:
        """A folder of links to the layers that a running VMM was given: the one place where it may make files, so nothing in here is ever believed."""
        return self.directory / "overlays"

    @property
    def base(self) -> Path:
        """Names the image that a restored VMM's memory began as. No VMM can see it in its jail, and so not lie about it."""
        return self.directory / "memory.base"

    @property
    def unfinished(self) -> Path:
        """There while a start is not seen through: the VMM may still lack its memory, its network, or what closes that to the host. No VMM can see it
        in its jail, and so not remove it."""
        return self.directory / "unfinished"

    @property
    def network_log(self) -> Path:
        """What the process says that carries a jailed VMM's network."""
        return self.directory / "network.log"

    @property
    def log(self) -> Path:
        """What QEMU itself says."""
        return self.directory / "vmm.log"

    def note_base(self, image: Path | None) -> None:
        """Before a VMM starts: what its memory begins as; None when it is booted."""
        if image is None:
            self.base.unlink(missing_ok=True)
        else:
            self.base.write_bytes(os.fsencode(image))

    def noted_base(self) -> Path | None:
        """The image that the running VMM was restored from; None for one that was booted."""
        try:
            return Path(os.fsdecode(self.base.read_bytes()))
        except FileNotFoundError:
            return None


def tail(path: Path, size: int = 4096) -> str:
    """The last bytes of a text file; empty when it is not there."""
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - size))
            return file.read().decode(errors="replace").strip()
    except FileNotFoundError:
        return ""
