"""Addresses of ports over HTTP. What is at them is in `pages`."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.gateway import views
from ingle.gateway.service import Gateway
from ingle.machines import EXEC
from ingle.wire import gateway as wire


def routes(gateway: Gateway) -> Sequence[Any]:
    @post(
        "/machines/{machine:str}/ports/{port:int}/address",
        scope=EXEC,
        summary="Get an address that shows you a port of a machine in a browser",
    )
    async def open_port(machine: str, port: int, caller: Caller) -> wire.PortAddress:
        return views.address(await gateway.address(caller, machine, port), gateway.settings.domains)

    return [open_port]
