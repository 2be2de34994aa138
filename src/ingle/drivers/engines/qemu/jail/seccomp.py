"""The jail's filter of system calls, around QEMU's own: what no VMM ever needs and what breakouts are made of is refused. Pure.

Refused with an error, not with death, because libraries try things and do without. In the classic BPF of the kernel's
Documentation/userspace-api/seccomp_filter.rst, over its `struct seccomp_data`: number, architecture, instruction pointer, six arguments.
"""

import errno
import struct
from dataclasses import dataclass

AUDIT_ARCH_X86_64 = 0xC000003E  # linux/audit.h
_X32_BIT = 0x40000000  # numbers of the x32 ABI begin here, and would get round the list
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets; the low half of an argument comes first
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000  # linux/seccomp.h

# Of linux/sched.h, in this order: time, mount, cgroup, UTS, IPC, user, PID, network.
_NEW_NAMESPACES = 0x80 | 0x20000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
_CLONE, _CLONE3, _SOCKET = 56, 435, 41
_FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6: none that speaks to the kernel or writes raw packets

# arch/x86/entry/syscalls/syscall_64.tbl
REFUSED = {
    # mounts and roots
    "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "move_mount": 429, "open_tree": 428, "fsopen": 430,
    "fsconfig": 431, "fsmount": 432, "fspick": 433, "mount_setattr": 442, "swapon": 167, "swapoff": 168, "quotactl": 179, "quotactl_fd": 443,
    # namespaces, and files by handle, which knows no root
    "unshare": 272, "setns": 308, "name_to_handle_at": 303, "open_by_handle_at": 304,
    # other processes
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "process_madvise": 440, "pidfd_open": 434, "pidfd_getfd": 438, "kcmp": 312,
    # the kernel itself
    "kexec_load": 246, "kexec_file_load": 320, "init_module": 175, "finit_module": 313, "delete_module": 176, "reboot": 169, "syslog": 103, "acct": 163,
    "iopl": 172, "ioperm": 173, "modify_ldt": 154, "vhangup": 153, "uselib": 134, "sysfs": 139, "personality": 135,
    # large and often broken parts of it
    "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "fanotify_init": 300, "lookup_dcookie": 212, "add_key": 248, "request_key": 249, "keyctl": 250,
    # the host's clocks and names
    "settimeofday": 164, "clock_settime": 227, "clock_adjtime": 305, "adjtimex": 159, "sethostname": 170, "setdomainname": 171,
}  # fmt: skip


@dataclass(frozen=True)
class _Step:
    code: int
    value: int
    when_true: int = 0  # steps to leap over
    when_false: int = 0

    def encode(self) -> bytes:
        return struct.pack("=HBBI", self.code, self.when_true, self.when_false, self.value)


def filter_program() -> bytes:
    """The compiled filter, as bubblewrap's --seccomp reads it."""
    steps = [
        _Step(_LOAD, _ARCHITECTURE),
        _Step(_IF_EQUAL, AUDIT_ARCH_X86_64, when_true=1),
        _Step(_RETURN, _KILL),
        _Step(_LOAD, _NUMBER),
        _Step(_IF_AT_LEAST, _X32_BIT, when_false=1),
        _error(errno.ENOSYS),
        # Its flags are in memory, which no filter can read. The C library then takes clone.
        _Step(_IF_EQUAL, _CLONE3, when_false=1),
        _error(errno.ENOSYS),
        _Step(_IF_EQUAL, _CLONE, when_false=4),
        _Step(_LOAD, _FIRST_ARGUMENT),
        _Step(_IF_ANY_BIT, _NEW_NAMESPACES, when_false=1),
        _error(errno.EPERM),
        _Step(_RETURN, _ALLOW),
        *_socket_families(),
    ]
    for number in REFUSED.values():
        steps += [_Step(_IF_EQUAL, number, when_false=1), _error(errno.EPERM)]
    steps.append(_Step(_RETURN, _ALLOW))
    return b"".join(step.encode() for step in steps)


def _socket_families() -> list[_Step]:
    checks = [
        _Step(_IF_EQUAL, family, when_true=len(_FAMILIES) - index) for index, family in enumerate(_FAMILIES)
    ]
    inside = [_Step(_LOAD, _FIRST_ARGUMENT), *checks, _error(errno.EAFNOSUPPORT), _Step(_RETURN, _ALLOW)]
    return [_Step(_IF_EQUAL, _SOCKET, when_false=len(inside)), *inside]


def _error(number: int) -> _Step:
    return _Step(_RETURN, _ERROR | number)
