"""How long a session that nobody uses goes on."""

from datetime import timedelta

from ingle.base.errors import InvalidError

LONGEST = timedelta(days=30)  # the agent counts milliseconds in 32 bits


def idle_limit(own: float | None, daemons: timedelta, *, kept: bool) -> timedelta:
    """How long a session may be idle: what was asked for it, else the daemon's. Zero: for ever, as is one that ends with its last stream anyway."""
    if not kept:
        return timedelta()
    return min(daemons, LONGEST) if own is None else timedelta(seconds=own)


def check_idle_after(seconds: float | None) -> None:
    """Raises InvalidError."""
    if seconds is not None and not 0 <= seconds <= LONGEST.total_seconds():
        raise InvalidError(
            f"idle_after is a time of up to {LONGEST.days} days in seconds, or 0 for never",
            field="idle_after",
        )
