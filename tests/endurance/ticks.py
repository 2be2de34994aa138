"""A counter in each machine that writes down every number it says, and what can be told from that: whether memory and disk are of one moment, whether
anything synced was lost, whether the process is still the same one."""

from dataclasses import dataclass
from typing import Self

# The token lives in memory only: the same one means that the same process counts. The number goes on from the disk only when the process is new. Of an
# append that was not synced when its machine was killed, ext4 may keep the size without the data: zeros, which a new process drops.
COUNTER = r"""
cd /root
[ -f ticks ] && tr -d '\000' < ticks > whole && sync whole && mv whole ticks
n=$(tail -n 1 ticks 2>/dev/null); n=${n:-0}
cat /proc/sys/kernel/random/uuid > /run/token
while :; do n=$((n+1)); echo $n >> ticks; sync ticks; sleep 0.3; done
"""
LOOK = """
[ -s /root/ticks ] && [ -s /run/token ] || exit 0
set -- $(awk '$1 != NR && !broken {broken = NR} END {print NR, broken + 0}' /root/ticks)
sync /root/ticks || exit 9
echo $1 $2 $(cat /run/token) $(date +%s)
[ $2 = 0 ] || tail -n +$(($2 - 1)) /root/ticks | head -n 4 | od -c
"""
CLOCK_SECONDS = 5.0  # how far off a guest's clock may be, beside the time that the question took


@dataclass(frozen=True)
class Sight:
    """What was seen at one look. All the ticks were on the disk for good when it was answered."""

    ticks: int
    broken: int  # the first line that does not follow on the one before it; 0: none
    token: str
    clock: float  # the guest's, Unix seconds
    around: str  # the broken line and its neighbours

    @classmethod
    def read(cls, printed: str) -> Self | None:
        """None: the counter has not begun yet."""
        first, _, around = printed.partition("\n")
        if not first:
            return None
        ticks, broken, token, clock = first.split()
        return cls(int(ticks), int(broken), token, float(clock), around)


@dataclass
class Expected:
    """What an acknowledged machine must at least be."""

    id: str
    ticks: int = 0  # seen and synced
    token: str = ""  # of the process that counts; empty: there may be a new one
    may_stand: bool = False  # it was stopped, or its VMM killed: it may be without one

    def complaints(self, sight: Sight, asked: float, answered: float) -> list[str]:
        """What is wrong with what was seen between these two moments of the host's clock."""
        found = []
        if sight.broken:
            found.append(f"its counter repeated or lost a tick at line {sight.broken}:\n{sight.around}")
        if sight.ticks < self.ticks:
            found.append(f"it had synced {self.ticks} ticks and has {sight.ticks}")
        if self.token and sight.token != self.token:
            found.append(f"another process counts: {sight.token} instead of {self.token}")
        if not asked - CLOCK_SECONDS <= sight.clock <= answered + CLOCK_SECONDS:
            found.append(f"its clock says {sight.clock:.0f}, which is not in {asked:.0f}…{answered:.0f}")
        return found

    def saw(self, sight: Sight) -> None:
        self.ticks, self.token = sight.ticks, sight.token

    def lost_memory(self) -> None:
        """From now on only what was synced has to be there."""
        self.token, self.may_stand = "", True
