"""Where a port of a machine is a page: on a host of its own, below the daemon's or below a domain that the operator names."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from ingle.base.errors import InvalidError
from ingle.wire.gateway import PortAddress

HERE = "http://localhost:4747"  # of a daemon that is reached by its socket, unless it listens elsewhere


def page_of(address: PortAddress, at: str) -> str:
    """`at`: the URL by which a browser reaches the daemon. Raises InvalidError for one without a name."""
    house = urlsplit(at)
    host = address.hosts[0] if address.hosts else f"{address.label}.{_name(house.hostname or '')}"
    port = f":{house.port}" if house.port else ""
    return f"{house.scheme}://{host}{port}{address.path}"


def _name(host: str) -> str:
    try:
        number = ip_address(host)
    except ValueError:
        return host
    if number.is_loopback:
        return "localhost"
    raise InvalidError(
        f"a port is opened at a name below the daemon's, and {host} has none; reach it by a name, or use `ingle forward`",
        field="at",
    )
