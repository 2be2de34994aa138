"""A person at a terminal, typing into the command line."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from support.standin.program import PROGRAM
from support.waiting import wait_until


class Typist:
    """A person at a terminal of their own."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self.master = master
        self.process = process
        self.seen = b""

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def sees(self, text: bytes, *, timeout: float = 20) -> None:
        """Waits until the text is on the screen."""

        def look() -> bool:
            while text not in self.seen and select.select([self.master], [], [], 0)[0]:
                try:
                    self.seen += os.read(self.master, 65536)
                except OSError:
                    break
            return text in self.seen

        wait_until(look, timeout=timeout, explain=lambda: repr(self.seen))


@contextmanager
def typing(
    *words: str, rows: int = 40, cols: int = 132, env: Mapping[str, str] | None = None
) -> Iterator[Typist]:
    """`bin/ingle` with these words, on a terminal of its own."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
    become = f"import os, fcntl, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv({str(PROGRAM)!r}, {[str(PROGRAM), *words]!r})"
    process = subprocess.Popen(
        [sys.executable, "-c", become], stdin=slave, stdout=slave, stderr=slave, env=env
    )
    os.close(slave)
    try:
        yield Typist(master, process)
    finally:
        os.close(master)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()
