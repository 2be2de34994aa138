"""Whether a machine whose VMM has died is started again from its disk, and after which pause. The restart policy holds for the machine as for its workload."""

from ingle.machines.model import Intent, RestartPolicy
from ingle.machines.settings import Revival


def is_revived(policy: RestartPolicy, intent: Intent, *, failed: bool, clean: bool, starts: int) -> bool:
    """`failed`: the VMM is known to have died of something; `clean`: the guest is known to have powered itself off, which somebody in it wanted, and so it
    stands, as a pause and a stop do. Of the VMM of an earlier daemon neither is known. `starts`: how often it was started again already without having
    lasted."""
    if intent is not Intent.RUNNING or clean:
        return False
    match policy.when:
        case "always":
            return True
        case "on-failure":
            return failed and (policy.max_retries == 0 or starts < policy.max_retries)
        case "no":
            return False


def starts_in_a_row(starts: int, lived: float, settings: Revival) -> int:
    """`lived`: seconds from the last start to this end. One that lasted begins a new row."""
    return 0 if lived >= settings.lasting.total_seconds() else starts


def pause_before(starts: int, settings: Revival) -> float:
    """Seconds before the next start: doubled with each one in a row, up to a bound."""
    first, longest = settings.first_pause.total_seconds(), settings.longest_pause.total_seconds()
    return min(first * float(1 << min(starts, 32)), longest)


def announced(reason: str, pause: float) -> str:
    """For the history: why it is started again, and when."""
    return f"{reason}; it is started again from its disk in {pause:.3g} s, as its restart policy says"
