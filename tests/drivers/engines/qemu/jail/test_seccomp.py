"""The filter, run by a small machine of our own; the kernel's runs it in test_jail.py."""

import errno
import struct

import pytest

from ingle.drivers.engines.qemu.jail.seccomp import AUDIT_ARCH_X86_64, REFUSED, filter_program

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000


def run(number: int, argument: int = 0, architecture: int = AUDIT_ARCH_X86_64) -> int:
    """What the filter answers: classic BPF, as far as it is used here."""
    data = struct.pack("=IIQQ", number, architecture, 0, argument)
    steps = list(struct.iter_unpack("=HBBI", filter_program()))
    place, held = 0, 0
    while True:
        code, when_true, when_false, value = steps[place]
        place += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            (held,) = struct.unpack_from("=I", data, value)
        else:
            true = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            place += when_true if true else when_false


@pytest.mark.parametrize("number", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_listed_is_refused(number: int) -> None:
    assert run(number) == ERROR | errno.EPERM


@pytest.mark.parametrize(
    ("name", "number"),
    [("read", 0), ("mmap", 9), ("execve", 59), ("futex", 202), ("seccomp", 317), ("accept4", 288)],
)
def test_what_is_not_is_allowed(name: str, number: int) -> None:
    assert run(number) == ALLOW


def test_threads_are_made_and_namespaces_are_not() -> None:
    thread = 0x3D0F00  # what pthread_create asks for
    assert run(56, thread) == ALLOW
    for flag in (0x80, 0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
        assert run(56, thread | flag) == ERROR | errno.EPERM
    assert run(435) == ERROR | errno.ENOSYS  # so that the C library takes the other one


@pytest.mark.parametrize(
    ("family", "answer"),
    [(1, ALLOW), (2, ALLOW), (10, ALLOW), (16, ERROR | errno.EAFNOSUPPORT), (17, ERROR | errno.EAFNOSUPPORT)],
)
def test_only_families_that_qemu_speaks(family: int, answer: int) -> None:
    assert run(41, family) == answer


def test_no_other_numbering_gets_round_the_list() -> None:
    assert run(REFUSED["mount"] | 0x40000000) == ERROR | errno.ENOSYS  # x32
    assert run(21, architecture=0x40000003) == KILL  # i386, where 21 is mount
