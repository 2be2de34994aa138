"""The compatibility edge: programs that were written for Puter find here the contract that they know, and Ingle's own services behind it.

The front door. Nothing is kept here and nothing decided: requests are translated into calls of the capabilities below, answers and errors back
(docs/decisions/0030).
"""

from ingle.puter.door import Doors, make_puter
from ingle.puter.identify import Identify
from ingle.puter.services import Services
from ingle.puter.sockets import Sockets

__all__ = ["Doors", "Identify", "Services", "Sockets", "make_puter"]
