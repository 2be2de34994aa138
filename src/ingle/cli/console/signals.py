"""Signals as bytes to poll for: handlers only mark, the pump acts."""

import os
import signal
from collections.abc import Iterable
from types import FrameType
from typing import Self


class SignalPipe:
    """While entered, the given signals are written as bytes to a pipe, instead of doing what they did.

    Ignored ones stay ignored (nohup, jobs in the background).
    """

    def __init__(self, signals: Iterable[int]) -> None:
        self._signals = tuple(signals)

    def __enter__(self) -> Self:
        self._read, self._write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._older_fd = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        heeded = [number for number in self._signals if signal.getsignal(number) is not signal.SIG_IGN]
        self._older = {number: signal.signal(number, _mark) for number in heeded}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._older.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._older_fd)
        os.close(self._read)
        os.close(self._write)

    def fileno(self) -> int:
        return self._read

    def read(self) -> bytes:
        """The signals that have come, in order."""
        try:
            return os.read(self._read, 256)
        except BlockingIOError:
            return b""


def _mark(_number: int, _frame: FrameType | None) -> None:
    """Python writes the number to the wake-up descriptor; nothing else is to be done."""
