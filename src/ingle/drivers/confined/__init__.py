"""Programs that read what strangers made: without files, without a network, with little memory and time."""

from ingle.drivers.confined.command import Bounds
from ingle.drivers.confined.laying import laid
from ingle.drivers.confined.process import Confined, confined

__all__ = ["Bounds", "Confined", "confined", "laid"]
