"""From a spec to QEMU's argv. Pure; golden-tested. What is measured or was learnt the hard way is said where it is used."""

import json
from dataclasses import dataclass
from pathlib import Path

from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.machines.ports import VmmSpec

NAME_PREFIX = "ingle-"  # of -name: by it, and by the pid file, a VMM is known as ours
TRANSLATION_MIB = 128  # tcg: the most that translated code may take


@dataclass(frozen=True)
class Listeners:
    """Descriptors of sockets that listen already, so nobody has to wait for QEMU to make them."""

    agent: int
    qmp: int


# Without "fast string" flags the guest's kernel copies in words. The emulator runs `rep movsb` byte by byte: bulk output costs it twice the time.
EMULATED_CPU = "max,-erms,-fsrm"


def build_command(binary: Path, spec: VmmSpec, accelerator: Accelerator, listeners: Listeners) -> list[str]:
    files = VmmFiles(spec.directory)
    return [
        str(binary),
        *("-name", NAME_PREFIX + spec.machine_id),
        *("-pidfile", str(files.pid)),
        *machine(accelerator, memory_mib=spec.memory_mib, vcpus=spec.vcpus),
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
        *_disk(
            "root",
            {"read-only": True},
            {"driver": "file", "filename": str(spec.root_image), "locking": "off"},
        ),
        *_disk(
            "upper", {"discard": "unmap"}, {"driver": "file", "filename": str(spec.disk), "discard": "unmap"}
        ),
        *_network(spec.mac),
        *("-object", "rng-random,id=rng0,filename=/dev/urandom", "-device", "virtio-rng-device,rng=rng0"),
        # Never free-page-reporting: in a fork it punches holes into the memory that its siblings share.
        *("-device", "virtio-balloon-device,id=balloon0,deflate-on-oom=on"),
        *("-kernel", str(spec.kernel.kernel), "-initrd", str(spec.kernel.initrd)),
        *("-append", kernel_arguments(accelerator)),
    ]


def machine(accelerator: Accelerator, *, memory_mib: int, vcpus: int) -> list[str]:
    """The machine without devices. Memory is anonymous: nothing is written back to a disk, and only touched pages cost; nor does it end up in a core dump."""
    tcg = accelerator.name == "tcg"
    return [
        *("-M", "microvm,acpi=on,rtc=on,isa-serial=on,dump-guest-core=off"),
        *("-accel", f"tcg,tb-size={TRANSLATION_MIB}" if tcg else "kvm"),
        *("-cpu", EMULATED_CPU if tcg else "host"),
        *("-m", f"{memory_mib}M", "-smp", str(vcpus)),
        *("-nodefaults", "-no-user-config", "-nographic", "-display", "none"),
        "-no-reboot",  # a reboot in the guest ends the VMM; the keeper decides what follows
    ]


def kernel_arguments(accelerator: Accelerator, *, quiet: bool = True) -> str:
    """Nothing of the machine's or the workload's goes here: anyone in the guest can read it."""
    words = ["console=ttyS0", "panic=-1", "rdinit=/init", "reboot=t"]
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


def _disk(name: str, options: dict[str, object], file: dict[str, object]) -> list[str]:
    """A block device that the guest finds by its serial. A write that fails is told to the guest: stopping the machine instead, QEMU's default
    when the host's disk is full, would look like a hang."""
    node = json.dumps({"driver": "raw", "node-name": name, **options, "file": file})
    return ["-blockdev", node, "-device", f"virtio-blk-device,drive={name},serial={name},werror=report"]


def _network(mac: str) -> list[str]:
    """User-mode network: 10.0.2.15/24, gateway 10.0.2.2, names at 10.0.2.3. No announcements after a pause: the guest's driver can deadlock on them."""
    device = f"virtio-net-device,id=net0,netdev=user0,mac={mac},guest_announce=off"
    return ["-netdev", "user,id=user0", "-device", device]
