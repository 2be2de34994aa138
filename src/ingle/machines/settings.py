"""What can be set about machines. The daemon fills it from its configuration; the defaults are those of an ordinary host."""

from dataclasses import dataclass, field
from datetime import timedelta

from ingle.base.units import MIB


@dataclass(frozen=True)
class Limits:
    """How large one machine may be, and the smallest that works."""

    max_vcpus: int = 16
    min_memory_mib: int = 128  # measured: a Debian kernel still has 58 MiB for the workload then
    max_memory_mib: int = 65536
    min_disk_mib: int = 64
    max_disk_mib: int = 1048576
    max_environment_bytes: int = 512 * 1024


@dataclass(frozen=True)
class HostShare:
    """How much of this computer machines may take together, whoever owns them. A ratio of 0 is no limit."""

    memory_ratio: float = 1.0  # how often running machines may have the host's memory, less the reserve
    reserved_memory_mib: int = 512  # of the host's memory, for all but machines
    vcpu_ratio: float = 16.0  # how many vCPUs running machines may have for each of the host's cores
    free_disk_mib: int = 1024  # with less free where machines are kept, none is made or started


@dataclass(frozen=True)
class Timeouts:
    """Generous, because a host without KVM and with other work boots a machine ten times slower than an idle one."""

    boot: timedelta = timedelta(seconds=120)  # from the VMM's start to the agent's answer
    link: timedelta = timedelta(seconds=20)  # how long a request waits for a link that is being opened again
    request: timedelta = timedelta(seconds=60)  # for the agent's answer to something short
    margin: timedelta = timedelta(seconds=10)  # what a stop gets beyond its grace before the VMM is killed
    max_grace: timedelta = timedelta(minutes=10)
    exec: timedelta = timedelta(hours=1)  # a buffered exec that names no time-out of its own
    max_exec: timedelta = timedelta(hours=24)


@dataclass(frozen=True)
class Thermal:
    """When machines that nobody uses cool down, unless they say otherwise; zero: never."""

    warm_after: timedelta = timedelta(minutes=5)
    cold_after: timedelta = timedelta(minutes=30)
    retry: timedelta = timedelta(minutes=1)  # after a sleep that failed; doubles with each failure in a row
    templates: int = 16  # kept at most, the least recently used go first; 0: every machine boots
    renew_within: timedelta = timedelta(
        days=7
    )  # a template used within it is made anew when what it depends on changes; 0: by the next create


@dataclass(frozen=True)
class Revival:
    """How machines are started again whose VMM has died, if their restart policy says so."""

    first_pause: timedelta = timedelta(seconds=1)  # doubles with each start in a row
    longest_pause: timedelta = timedelta(minutes=1)
    lasting: timedelta = timedelta(minutes=1)  # a machine that has run for so long begins a new row


@dataclass(frozen=True)
class Waiting:
    """VMMs that have begun as a template and stand still until a create takes one. They take memory, no processor, and make way for machines."""

    each: int = 2  # of each template that is in use; 0: none wait
    together: int = 8  # of all templates
    memory_ratio: float = 0.25  # how much of the host's memory, less the reserve, they may have together
    unused: timedelta = timedelta(minutes=10)  # a template that no create has used for so long has none
    quiet: timedelta = timedelta(seconds=2)  # after the last create, before more are made


@dataclass(frozen=True)
class MachineSettings:
    limits: Limits = field(default_factory=Limits)
    host: HostShare = field(default_factory=HostShare)
    timeouts: Timeouts = field(default_factory=Timeouts)
    thermal: Thermal = field(default_factory=Thermal)
    revival: Revival = field(default_factory=Revival)
    waiting: Waiting = field(default_factory=Waiting)
    disk_layers: int = (
        8  # that a disk may consist of before older ones become one, in a quiet moment; 0: any number
    )
    parallel_boots: int = 4  # more at once only slow each other down until they time out
    parallel_wakes: int = 8  # restores at once, of templates, forks and cold machines; people take turns
    mailbox: int = 32  # orders that may wait for one machine
    session_idle_after: timedelta = (
        timedelta()
    )  # a kept session that nobody is attached to, and that is silent for so long, is ended; 0: never
    workload_scrollback: int = MIB  # what the agent keeps of the workload's output while no daemon runs
    log_bytes: int = 16 * MIB  # a machine's workload log is cut over at this size; one older part is kept
    exec_output_bytes: int = 4 * MIB  # of each pipe, in a buffered exec
