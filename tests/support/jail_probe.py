"""Runs in a jail in QEMU's place and reports what it can see and do. Debian's Python, standard library only.

Its orders are in orders.json of its directory; it writes report.json there, and marker once it stays: both are there already, because it can make no file.
"""

import ctypes
import errno
import fcntl
import json
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)
_SIOCGIFNAME = 0x8910
_ATTEMPTS = 2.0  # seconds for a connection


def told(attempt: Callable[[], object]) -> str:
    """`done`, or the name of the error."""
    try:
        attempt()
    except TimeoutError:
        return "timeout"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    return "done"


def call(number: int, *arguments: int) -> str:
    ctypes.set_errno(0)
    if _libc.syscall(number, *arguments) == -1:
        return errno.errorcode[ctypes.get_errno()]
    return "done"


def poke(path: str) -> None:
    """Write into a file that can be opened for it."""
    file = os.open(path, os.O_RDWR)
    try:
        os.pwrite(file, b"poison", 0)
    finally:
        os.close(file)


def connect(address: Any) -> str:
    family = socket.AF_INET if isinstance(address, list) else socket.AF_UNIX
    with socket.socket(family) as client:
        client.settimeout(_ATTEMPTS)
        return told(lambda: client.connect(tuple(address) if isinstance(address, list) else address))


def open_socket(family: int, kind: int) -> str:
    return told(lambda: socket.socket(family, kind).close())


def fetch(address: list[Any]) -> str:
    """What it says first. The jail's network may come up a moment later than what runs in it; a guest takes longer to ask for it."""
    until, pause = time.monotonic() + 20, threading.Event()
    while True:
        try:
            with socket.create_connection(tuple(address), timeout=20) as client:
                return client.recv(100).decode()
        except OSError as error:
            if error.errno != errno.ENETUNREACH or time.monotonic() > until:
                raise
            pause.wait(0.05)


def ask(address: list[Any], question: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(20)
        client.sendto(question.encode(), tuple(address))
        return client.recv(100).decode()


def interfaces() -> list[str]:
    """Without netlink, which the filter refuses."""
    names = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        for index in range(1, 100):
            request = struct.pack("16si20x", b"", index)
            try:
                answer = fcntl.ioctl(any_socket, _SIOCGIFNAME, request)
            except OSError:
                continue
            names.append(answer[:16].rstrip(b"\0").decode())
    return names


def main() -> None:
    orders = json.loads(Path("orders.json").read_text())
    report = {
        "seen": [path for path in orders.get("look", ()) if os.path.lexists(path)],
        "read": {path: told(Path(path).read_bytes) for path in orders.get("read", ())},
        "write": {
            path: told(lambda path=path: os.close(os.open(path, os.O_RDWR)))
            for path in orders.get("write", ())
        },
        "poke": {path: told(lambda path=path: poke(path)) for path in orders.get("poke", ())},
        "create": {path: told(Path(path).touch) for path in orders.get("create", ())},
        "list": {
            path: sorted(entry.name for entry in Path(path).iterdir()) for path in orders.get("list", ())
        },
        "kill": {str(pid): told(lambda pid=pid: os.kill(pid, 0)) for pid in orders.get("kill", ())},
        "fetch": [fetch(address) for address in orders.get("fetch", ())],
        "ask": [ask(address, "what?") for address in orders.get("ask", ())],
        "connect": {str(address): connect(address) for address in orders.get("connect", ())},
        "calls": {name: call(*numbers) for name, numbers in orders.get("calls", {}).items()},
        "families": {str(family): open_socket(family, kind) for family, kind in orders.get("families", ())},
        "interfaces": interfaces(),
        "who": [os.getpid(), os.getuid(), socket.gethostname()],
        "resolver": Path("/etc/resolv.conf").read_text(),
        "descriptors": sorted(fd for fd in range(100) if told(lambda fd=fd: os.fstat(fd)) == "done"),
    }
    Path("report.json").write_text(json.dumps(report))
    if orders.get("stay"):
        marker = ctypes.create_string_buffer(b"a page of the jailed process")
        Path("marker").write_text(f"{ctypes.addressof(marker)}\n")
        signal.pause()
    sys.exit(orders.get("exit", 0))


main()
