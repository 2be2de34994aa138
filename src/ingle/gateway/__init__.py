"""The gateway: TCP ports of machines as pages in the browser, each on a host of its own, through the agent's tunnel.

The front door. `Gateway` says who may, `PortPages` is the application that browsers reach.
"""

from ingle.gateway.pages import PortPages
from ingle.gateway.policy.hosts import is_of_ports
from ingle.gateway.service import Gateway
from ingle.gateway.settings import GatewaySettings

__all__ = ["Gateway", "GatewaySettings", "PortPages", "is_of_ports"]
