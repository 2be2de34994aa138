"""Daemons that begin quickly: a process that has imported all of one, and forks another each time that it is told to. Each is as real as any, and dies alone.

Run as a program it is that process: for each line that it reads it forks a daemon, says its pid, and when it is dead says how it ended.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from support.house import House, processes_of
from support.waiting import wait_until


class PressedHouse(House):
    """An installation whose daemons come from a press, which is its child."""

    def __init__(self, directory: Path, settings: Mapping[str, str]) -> None:
        super().__init__(directory, "fake", settings)
        with self.log.open("ab") as log:
            self._press = subprocess.Popen(
                [sys.executable, __file__, str(directory)],
                env={**self.environment, "PYTHONPATH": os.pathsep.join(sys.path)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._pid = 0

    def start(self) -> None:
        assert self._press.stdin is not None
        self._press.stdin.write(b"\n")
        self._press.stdin.flush()
        self._pid = self._heard()
        wait_until(self._answers, timeout=120, explain=lambda: self.log.read_text(errors="replace")[-4000:])

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        assert self._heard() == -signal.SIGKILL, self.log.read_text(errors="replace")[-4000:]

    def leave(self) -> None:
        """The daemon is dead already."""
        self._press.communicate(timeout=60)
        assert processes_of(self.directory) == []

    def end(self) -> None:
        self._press.kill()
        self._press.communicate()
        super().end()

    def _heard(self) -> int:
        assert self._press.stdout is not None
        line = self._press.stdout.readline()
        assert line, self.log.read_text(errors="replace")[-4000:]
        return int(line)

    def _answers(self) -> bool:
        self.daemon = self._press
        return super()._answers()


@contextmanager
def pressed_house(settings: Mapping[str, str]) -> Iterator[PressedHouse]:
    with TemporaryDirectory(prefix="ingle-house-") as folder:
        made = PressedHouse(Path(folder), settings)
        try:
            made.start()
            yield made
            made.kill()
            made.leave()
        finally:
            made.end()


def press() -> None:
    from ingle.daemon.main import run

    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            os.dup2(2, 1)
            os._exit(run([]))
        _say(pid)
        _, status = os.waitpid(pid, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    press()
