"""The hosts of ports: `8000-01jd8c7q4x9k2mzv5t3b6h0rnw.ports.HOST`, the port and the machine's id without its prefix, which is a label of 32 characters."""

import re
from collections.abc import Sequence

from ingle.edge.hosts import first_label, host_of
from ingle.gateway.model import Place
from ingle.gateway.names import LABEL

_LABEL = re.compile(r"([1-9][0-9]{0,4})-([0-9a-hjkmnp-tv-z]{26})")  # the alphabet of ids: see base.ids
_MACHINE = "mch_"
HIGHEST = 65535


def label_of(place: Place) -> str:
    return f"{place.port}-{place.machine.removeprefix(_MACHINE)}"


def is_of_ports(header: str, domains: Sequence[str]) -> bool:
    """Whether a Host header means a port of a machine, whether there is one or not; such hosts are never the house's."""
    return first_label(host_of(header), LABEL, domains) is not None


def place_of(header: str, domains: Sequence[str]) -> Place | None:
    """None: no machine has a host of this name."""
    found = _LABEL.fullmatch(first_label(host_of(header), LABEL, domains) or "")
    if found is None or int(found[1]) > HIGHEST:
        return None
    return Place(_MACHINE + found[2], int(found[1]))
