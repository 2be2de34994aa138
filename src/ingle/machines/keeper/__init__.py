"""The tasks that own live machines: one keeper each, which alone changes what the machine is.

`Keepers` is what the service sees: post an order and wait for its end, or reach the guest of a running machine.
"""

from ingle.machines.keeper.keepers import Keepers
from ingle.machines.keeper.workshop import Workshop

__all__ = ["Keepers", "Workshop"]
