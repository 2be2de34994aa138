"""How programs run in a machine: the image's configuration with the request laid over it, and the machine's own identity."""

import hashlib
import signal
from collections.abc import Mapping
from dataclasses import dataclass

from ingle.base.errors import InvalidError
from ingle.machines.model import Launch, MachineRequest
from ingle.machines.names import MachineId
from ingle.machines.ports import MachineImage

# What Docker gives a container whose image sets no PATH.
DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def launch_of(image: MachineImage, request: MachineRequest) -> Launch:
    """The OCI rules: another entrypoint drops the image's cmd, another command keeps the entrypoint.

    Raises InvalidError when the image's stop signal is none.
    """
    if request.entrypoint is None:
        entrypoint, cmd = image.entrypoint, image.cmd
    else:
        entrypoint, cmd = request.entrypoint, ()
    if request.command is not None:
        cmd = request.command
    return Launch(
        argv=(*entrypoint, *cmd),
        env={"PATH": DEFAULT_PATH, **image.env, **request.env},
        user=request.user or image.user,
        working_dir=request.working_dir or image.working_dir,
        stop_signal=signal_number(image.stop_signal) if image.stop_signal else int(signal.SIGTERM),
    )


def signal_number(text: str) -> int:
    """The number of `TERM`, `SIGTERM`, `15` or `RTMIN+3`. Raises InvalidError."""
    word = text.strip().upper().removeprefix("SIG")
    base, plus, offset = word.partition("+")
    if word.isascii() and word.isdigit():
        number = int(word)
    elif base == "RTMIN" and (not plus or (offset.isascii() and offset.isdigit())):
        number = signal.SIGRTMIN + int(offset or 0)
    else:
        number = int(getattr(signal, f"SIG{word}", 0)) if word.isalnum() else 0
    if not 1 <= number <= signal.SIGRTMAX:
        raise InvalidError(f"{text!r} is not a signal; write it like TERM or 15", field="signal")
    return number


def to_bytes(text: str) -> bytes:
    """Text as the kernel takes it: UTF-8, and the bytes that were none come out as they came in.

    Raises InvalidError for lone surrogates that stand for no byte.
    """
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError as error:
        raise InvalidError(f"{text!r} is neither text nor bytes written as surrogateescape does") from error


def env_bytes(env: Mapping[str, str]) -> dict[str, bytes]:
    return {name: to_bytes(value) for name, value in env.items()}


def mac_of(machine: MachineId) -> str:
    """A stable address from the locally administered range that QEMU uses."""
    digest = hashlib.sha256(machine.encode()).digest()
    return "52:54:00:" + ":".join(f"{byte:02x}" for byte in digest[:3])


@dataclass(frozen=True)
class GuestNetwork:
    """A machine's own network, with nobody else in it."""

    subnet: str  # "10.64.0.0/24"
    address: str  # of the machine itself
    gateway: str
    dns: str
    prefix: int = 24


def network_of(machine: MachineId) -> GuestNetwork:
    """Stable and, but by chance, no other machine's. In 10.64.0.0/10, because networks at home and at work begin at 10.0."""
    high, low = hashlib.sha256(b"network:" + machine.encode()).digest()[:2]
    net = f"10.{64 + high % 64}.{low}"
    return GuestNetwork(f"{net}.0/24", address=f"{net}.15", gateway=f"{net}.2", dns=f"{net}.3")


def guest_machine_id(machine: MachineId) -> str:
    """The 32 hex digits of /etc/machine-id (machine-id(5)): the same at every boot, different for every machine."""
    return hashlib.sha256(b"machine-id:" + machine.encode()).hexdigest()[:32]
