"""From a spec to QEMU's argv. Pure; golden-tested. What is measured or was learnt the hard way is said where it is used."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from itertools import pairwise
from pathlib import Path

from ingle.base.units import MIB
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.layers import chain
from ingle.drivers.engines.qemu.pages import SEALED_PATH
from ingle.machines.ports import VmmSpec

_DESCRIPTORS = Path("/proc/self/fd")
NAME_PREFIX = "ingle-"  # of -name: by it, and by the pid file, a VMM is known as ours
TRANSLATION_MIB = 128  # tcg: the most that translated code may take


@dataclass(frozen=True)
class Listeners:
    """Descriptors of sockets that listen already, so nobody has to wait for QEMU to make them."""

    agent: int
    qmp: int


@dataclass(frozen=True)
class Memory:
    """What the guest's memory is a private mapping of: a file of the machine's own, or a sealed copy of an image that others map as well."""

    file: Path
    sealed: int | None = None  # the copy's descriptor, which QEMU inherits
    incoming: bool = False  # wait for the devices' state, and do not run, instead of booting

    @property
    def path(self) -> Path:
        """As QEMU opens it."""
        return self.file if self.sealed is None else _DESCRIPTORS / str(self.sealed)


# Without "fast string" flags the guest's kernel copies in words. The emulator runs `rep movsb` byte by byte: bulk output costs it twice the time.
EMULATED_CPU = "max,-erms,-fsrm"


def build_command(
    binary: Path, spec: VmmSpec, accelerator: Accelerator, listeners: Listeners, memory: Memory
) -> list[str]:
    """Devices and their order are the same for a boot and a restore; a captured state fits no others (see fingerprint.py)."""
    files = VmmFiles(spec.directory)
    return [
        str(binary),
        *("-name", NAME_PREFIX + spec.machine_id),
        *("-pidfile", str(files.pid)),
        *machine(accelerator, memory_mib=spec.memory_mib, vcpus=spec.vcpus),
        *_memory(memory.path, spec.memory_mib),
        # No new programs, no privileges, no priorities: QEMU's own seccomp filter.
        *("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"),
        *(
            "-chardev",
            f"socket,id=qmp,fd={listeners.qmp},server=on,wait=off",
            "-mon",
            "chardev=qmp,mode=control",
        ),
        # Appended, so that trimming the file while QEMU writes it works (see console.py).
        *(
            "-chardev",
            f"file,id=console,path={escaped(files.console)},append=on",
            "-serial",
            "chardev:console",
        ),
        *_agent_port(listeners.agent),
        # The image is shared by machines, hence no lock; the writable layer keeps its lock: no two VMMs on one disk.
        *_disk("root", _root(spec.root_image)),
        *_disk("upper", chain(spec.disk)),
        *_network(spec.network, spec.mac),
        *("-object", "rng-random,id=rng0,filename=/dev/urandom", "-device", "virtio-rng-device,rng=rng0"),
        # No balloon: a guest can put pages on its queues unasked, and QEMU then punches holes into the memory file, which siblings map as well.
        *(("-S", "-incoming", "defer") if memory.incoming else _boot(spec, accelerator)),
    ]


def machine(accelerator: Accelerator, *, memory_mib: int, vcpus: int) -> list[str]:
    """The machine without devices. Its memory does not end up in a core dump."""
    tcg = accelerator.name == "tcg"
    return [
        *("-M", "microvm,acpi=on,rtc=on,isa-serial=on,dump-guest-core=off,suppress-vmdesc=on"),
        *("-accel", f"tcg,tb-size={TRANSLATION_MIB}" if tcg else "kvm"),
        *("-cpu", EMULATED_CPU if tcg else "host"),
        *("-m", f"{memory_mib}M", "-smp", str(vcpus)),
        *("-nodefaults", "-no-user-config", "-nographic", "-display", "none"),
        "-no-reboot",  # a reboot in the guest ends the VMM; the keeper decides what follows
    ]


def kernel_arguments(accelerator: Accelerator, *, quiet: bool = True) -> str:
    """Nothing of the machine's or the workload's goes here: anyone in the guest can read it."""
    # Debian's kernel tries all its ciphers out otherwise: two thirds of the instructions of a boot.
    words = ["console=ttyS0", "panic=-1", "rdinit=/init", "reboot=t", "cryptomgr.notests"]
    if quiet:
        words.append("quiet")
    if accelerator.tsc_khz is not None:
        # This machine has no other clock to calibrate with; without the first two, boots hang at random. Without the third the kernel checks the counter
        # against its timer ticks, of which a busy host drops some, and then goes by those: the guest's clock lost 9 % so.
        words += [f"tsc_early_khz={accelerator.tsc_khz}", "no_timer_check", "tsc=reliable"]
    return " ".join(words)


def escaped(path: Path) -> str:
    """A path inside an option list, where a comma would end it."""
    return str(path).replace(",", ",,")


def _agent_port(listener: int) -> list[str]:
    return [
        *("-device", "virtio-serial-device,id=serial0,max_ports=8"),
        *("-chardev", f"socket,id=agent,fd={listener},server=on,wait=off"),
        *("-device", "virtserialport,id=agent0,chardev=agent,name=agent"),
    ]


def _memory(path: Path, memory_mib: int) -> list[str]:
    """Private: what the guest writes is anonymous memory of this process, never written back, and what differs from the file can be told
    from it at any time."""
    options = {
        "qom-type": "memory-backend-file",
        "id": "mem",
        "mem-path": str(path),
        "size": memory_mib * MIB,
        "share": False,
    }
    return ["-object", json.dumps(options), "-machine", "memory-backend=mem"]


def memory_path(argv: Sequence[str]) -> Path | None:
    """What a VMM with this command line of ours maps as its memory, as the kernel calls it."""
    for option, value in pairwise(argv):
        if option == "-object" and value.startswith("{"):
            path = Path(json.loads(value)["mem-path"])
            return SEALED_PATH if path.parent == _DESCRIPTORS else path
    return None


def _boot(spec: VmmSpec, accelerator: Accelerator) -> tuple[str, ...]:
    files = ("-kernel", str(spec.kernel.kernel), "-initrd", str(spec.kernel.initrd))
    return (*files, "-append", kernel_arguments(accelerator))


def _root(image: Path) -> dict[str, object]:
    file = {"driver": "file", "filename": str(image), "locking": "off"}
    return {"driver": "raw", "node-name": "root", "read-only": True, "file": file}


def _disk(name: str, node: dict[str, object]) -> list[str]:
    """A block device that the guest finds by its serial. A write that fails is told to the guest: stopping the machine instead, QEMU's default
    when the host's disk is full, would look like a hang."""
    device = f"virtio-blk-device,id={name},drive={node['node-name']},serial={name},werror=report"
    return ["-blockdev", json.dumps(node), "-device", device]


def _network(network: str, mac: str) -> list[str]:
    """QEMU's user-mode network: gateway .2, names at .3, the guest at .15. No announcements after a pause: the guest's driver can deadlock on them."""
    net = IPv4Network(network)
    user = f"user,id=user0,net={net},host={net[2]},dns={net[3]},dhcpstart={net[15]}"
    device = f"virtio-net-device,id=net0,netdev=user0,mac={mac},guest_announce=off"
    return ["-netdev", user, "-device", device]
