"""What is made of what the agent tells about a workload that it looks after: how often that is written down, and in which words."""

from dataclasses import dataclass, replace

from ingle.machines.model import Exit, Workload

FIRST_PAUSE = 1.0  # seconds between two records
LONGEST_PAUSE = 8.0
_SAID = 200  # characters of a health check's output


@dataclass(frozen=True)
class Pace:
    """When the next record may be made. A workload that comes and goes many times a second is told of once a second, then less often."""

    free_at: float = 0.0  # monotonic seconds
    pause: float = FIRST_PAUSE


def paced(pace: Pace, now: float) -> Pace:
    """After a record. The pause doubles while records follow one another, and is short again once nothing has waited for as long as it was."""
    calm = now - pace.free_at >= pace.pause
    pause = FIRST_PAUSE if calm else min(pace.pause * 2, LONGEST_PAUSE)
    return Pace(now + pause, pause)


def told(before: Workload, after: Workload, *, last: Exit | None, said: bytes) -> str:
    """The sentence for the machine's history; empty: not worth one. `last`: how the workload ended last; `said`: by the check that changed its health."""
    parts = []
    if after.restarts > before.restarts:
        parts.append(f"the workload{_ended(last)} was started again ({_times(after.restarts)} so far)")
    if after.health != before.health and after.health != "none":
        output = " ".join(said.decode(errors="replace").split())[:_SAID]
        parts.append(f"the workload is {after.health}" + (f": {output}" if output else ""))
    return "; ".join(parts)


def ended(workload: Workload, exit_: Exit | None) -> Workload:
    """It will not be started again, and nobody checks its health."""
    return replace(workload, state="exited", exit=exit_, health="none", backing_off=False)


def _ended(exit_: Exit | None) -> str:
    if exit_ is None:
        return ""
    how = f"code {exit_.code}" if exit_.code is not None else f"signal {exit_.signal}"
    return f" ended with {how} and"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
