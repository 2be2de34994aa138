"""What can be set about the gateway."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GatewaySettings:
    domains: tuple[
        str, ...
    ] = ()  # below which ports of machines lie: PORT-ID.DOMAIN; none: PORT-ID.ports.HOST, whatever the host is called
