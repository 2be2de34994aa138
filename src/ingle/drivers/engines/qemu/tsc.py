"""How fast the host's time-stamp counter runs. Under software emulation the guest reads that very counter, has nothing to calibrate it with, and takes
its rate from `tsc_early_khz`; an error there is the guest's clock drift. /proc/cpuinfo does not promise it and the kernel's log may be unreadable, so it is
measured: eight bytes of machine code read the counter against the monotonic clock."""

import ctypes
import mmap
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import anyio

_RDTSC = bytes.fromhex("0f31 48c1e220 4809d0 c3")  # rdtsc; shl rdx, 32; or rax, rdx; ret
_SPAN_SECONDS = 0.02  # two samples this far apart agree within 10 ppm on a quiet host
_ATTEMPTS = 20  # of each sample; the least disturbed one counts


class _Sample(NamedTuple):
    width: int  # ns between the clock readings around it
    nanoseconds: int
    ticks: int


async def measure_tsc_khz() -> int:
    """The host counter's rate in kHz, within 0.01 %."""
    try:
        read = _reader()
    except OSError:  # a hardened host may refuse to run new code
        return from_cpuinfo(_cpuinfo())
    first = _sample(read)
    await anyio.sleep(_SPAN_SECONDS)
    second = _sample(read)
    return round((second.ticks - first.ticks) * 1_000_000 / (second.nanoseconds - first.nanoseconds))


def _cpuinfo() -> str:
    return Path("/proc/cpuinfo").read_text()


def _reader() -> Callable[[], int]:
    """A function that reads the counter. Its code lives in a file in memory, mapped without write access, as hardened hosts want it."""
    file = os.memfd_create("rdtsc")
    try:
        os.write(file, _RDTSC)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
        address = libc.mmap(None, mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_EXEC, mmap.MAP_PRIVATE, file, 0)
    finally:
        os.close(file)
    if address in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "mmap")
    return ctypes.CFUNCTYPE(ctypes.c_uint64)(address)  # the page stays for the process's life


def _sample(read: Callable[[], int]) -> _Sample:
    samples = []
    for _ in range(_ATTEMPTS):
        before = time.monotonic_ns()
        ticks = read()
        after = time.monotonic_ns()
        samples.append(_Sample(after - before, (before + after) // 2, ticks))
    return min(samples)


def from_cpuinfo(text: str) -> int:
    """Half the bogomips: the kernel presets its delay loop from the counter's rate (arch/x86/kernel/tsc.c), two loops per tick."""
    match = re.search(r"^bogomips\s*:\s*([\d.]+)", text, re.MULTILINE)
    if match is None:
        raise OSError("the rate of this processor's time-stamp counter is unknown")
    return round(float(match[1]) * 500)
