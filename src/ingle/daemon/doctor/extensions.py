"""Extensions that could not come in."""

from ingle.daemon.doctor.host import Host
from ingle.wire.system import Check


def look(host: Host) -> Check:
    if not host.extension_troubles:
        return Check(name="extensions", status="ok", detail="none is broken")
    return Check(
        name="extensions",
        status="warning",
        detail="; ".join(host.extension_troubles),
        remedy="mend or uninstall them, or name them in extensions_off, and restart the daemon",
    )
