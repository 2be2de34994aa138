"""Our own terminal while it serves as a machine's: raw mode, its size, and the keys that let go of it."""

import os
import termios
import tty
from typing import Self

CTRL_P, CTRL_Q = 0x10, 0x11


class Terminal:
    """Raw from `with` on; as it was before on leaving, whatever happens."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._descriptor)
        tty.setraw(self._descriptor, termios.TCSADRAIN)
        return self

    def __exit__(self, *_: object) -> None:
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)


def terminal_size() -> tuple[int, int]:
    """Rows and columns of whichever of our streams is a terminal."""
    for descriptor in (1, 0, 2):
        try:
            size = os.get_terminal_size(descriptor)
        except OSError:
            continue
        if size.lines and size.columns:
            return size.lines, size.columns
    return 24, 80


class DetachKeys:
    """Looks for ctrl-p ctrl-q in what is typed. A ctrl-p is held back until the next key shows what it was."""

    def __init__(self) -> None:
        self._held = False

    def feed(self, typed: bytes) -> tuple[bytes, bool]:
        """What to send on, and whether to detach after it."""
        passed = bytearray()
        for byte in typed:
            if self._held and byte == CTRL_Q:
                return bytes(passed), True
            if self._held:
                passed.append(CTRL_P)
            self._held = byte == CTRL_P
            if not self._held:
                passed.append(byte)
        return bytes(passed), False
