"""Whether a person may have one more: pure, over what they have and what they ask for."""

from ingle.accounts import Limits, Usage
from ingle.machines.errors import LimitReachedError
from ingle.machines.model import Intent, MachineRequest, State, Status

STARTS = frozenset({State.STARTING, State.WAKING})
"""The states in which a machine has no VMM yet, and is to have one."""


def is_awake(status: Status) -> bool:
    """Whether the machine holds processors and memory: it has a VMM, or is about to. One that is being restarted keeps its place meanwhile."""
    return status.vmm is not None or status.state in STARTS or status.intent is Intent.RESTARTED


def to_keep(request: MachineRequest) -> Usage:
    """What a machine takes by being there."""
    return Usage(machines=1, disk_mib=request.disk_mib)


def to_run(request: MachineRequest) -> Usage:
    """What it takes besides while it is awake."""
    return Usage(vcpus=request.vcpus, memory_mib=request.memory_mib)


def check(used: Usage, wanted: Usage, limits: Limits) -> None:
    """Raises LimitReachedError. What is not asked for is not judged: a limit that was lowered takes nothing away."""
    for name, text in _SENTENCES.items():
        has, more, allowed = getattr(used, name), getattr(wanted, name), getattr(limits, name)
        if more > 0 and 0 < allowed < has + more:
            sentence = text.format(has=has, more=more, allowed=allowed)
            raise LimitReachedError(
                f"{sentence}, or ask an admin for more (`ingle usage` shows yours)",
                limit=name,
                allowed=allowed,
                used=has,
                wanted=more,
            )


_SENTENCES = {
    "machines": "you have {has} machines and may have {allowed}: remove one (`ingle rm`)",
    "disk_mib": "your machines' disks are {has} MiB together and may be {allowed}, so {more} more do not fit: "
    "make this one smaller, remove one (`ingle rm`)",
    "vcpus": "your running machines have {has} vCPUs and may have {allowed}, so {more} more do not fit: "
    "stop one (`ingle stop`), make this one smaller",
    "memory_mib": "your running machines have {has} MiB of memory and may have {allowed}, so {more} more do not fit: "
    "stop one (`ingle stop`), make this one smaller",
    "snapshots": "you have {has} snapshots and may have {allowed}: remove one",
}
