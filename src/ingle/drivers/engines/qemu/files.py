"""Where the files of one VMM are, inside its machine's directory."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class VmmFiles:
    directory: Path

    @property
    def pid(self) -> Path:
        """Written, and locked, by QEMU itself."""
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
    def log(self) -> Path:
        """What QEMU itself says."""
        return self.directory / "vmm.log"


def tail(path: Path, size: int = 4096) -> str:
    """The last bytes of a text file; empty when it is not there."""
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - size))
            return file.read().decode(errors="replace").strip()
    except FileNotFoundError:
        return ""
