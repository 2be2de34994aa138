"""Tells the meter how long things take."""

from collections.abc import Iterator
from contextlib import contextmanager

from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Kind
from ingle.machines.ports import Work

_WAKES = {Kind.FORK: Work.FORK, Kind.SNAPSHOT: Work.BEGIN}


@contextmanager
def measured(shop: Workshop, work: Work) -> Iterator[None]:
    """What is broken off on purpose counts neither as done nor as failed."""
    began = shop.clock.monotonic()
    try:
        yield
    except Exception:
        shop.meter.took(work, shop.clock.monotonic() - began, failed=True)
        raise
    shop.meter.took(work, shop.clock.monotonic() - began, failed=False)


def waking(moment: Kind) -> Work:
    """What waking from such a moment is to people."""
    return _WAKES.get(moment, Work.WAKE)
