"""Whether the host has room for one more machine: pure, over what it is and what is awake on it, whoever owns that."""

from collections.abc import Iterator

from ingle.accounts import Usage
from ingle.machines.errors import HostFullError
from ingle.machines.ports import HostFacts
from ingle.machines.settings import HostShare


def check_room(host: HostFacts, taken: Usage, wanted: Usage, share: HostShare) -> None:
    """`taken`: by everyone's machines that are awake. Raises HostFullError."""
    for name, word, allowed in _rows(host, share):
        has, more = getattr(taken, name), getattr(wanted, name)
        if more > 0 and has + more > allowed:
            free = max(0, allowed - has)
            raise HostFullError(
                f"this computer has {free} {word} left for machines, and this one needs {more}: stop one, or make this one smaller",
                what=name,
                free=free,
                wanted=more,
            )


def check_disk(host: HostFacts, share: HostShare) -> None:
    """Raises HostFullError when less is free than is to stay so."""
    if host.free_disk_mib < share.free_disk_mib:
        raise HostFullError(
            f"this computer's disk has {host.free_disk_mib} MiB left, and {share.free_disk_mib} are to stay free: "
            "remove machines (`ingle rm`) or images (`ingle image rm`) that are not needed",
            what="disk_mib",
            free=host.free_disk_mib,
            wanted=share.free_disk_mib,
        )


def _rows(host: HostFacts, share: HostShare) -> Iterator[tuple[str, str, int]]:
    """Of what is limited here: its name in a Usage, its word in a sentence, how much there may be."""
    if share.memory_ratio > 0:
        memory = max(0, host.memory_mib - share.reserved_memory_mib)
        yield "memory_mib", "MiB of memory", int(memory * share.memory_ratio)
    if share.vcpu_ratio > 0:
        yield "vcpus", "vCPUs", int(host.cores * share.vcpu_ratio)
