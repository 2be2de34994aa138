"""How far a copy is."""

from collections.abc import Callable
from dataclasses import dataclass

AT_ONCE = 8  # files on their way


@dataclass
class Copied:
    """How far a copy is; handed to the progress callback as it grows."""

    files: int = 0
    bytes: int = 0
    total_bytes: int = 0  # 0: not known
    skipped: int = 0  # neither file, directory nor symbolic link
    current: str = ""


Progress = Callable[[Copied], None]


class Tally:
    def __init__(self, report: Progress | None) -> None:
        self._report = report
        self.copied = Copied()

    def add(self, *, files: int = 0, bytes_: int = 0, skipped: int = 0, current: str = "") -> None:
        copied = self.copied
        copied.files += files
        copied.bytes += bytes_
        copied.skipped += skipped
        copied.current = current or copied.current
        if self._report is not None:
            self._report(copied)
