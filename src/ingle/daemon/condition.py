"""How the daemon is, as /healthz tells it."""

from collections.abc import Callable
from typing import Literal

from ingle import __version__
from ingle.wire.system import Health


class Condition:
    """Starting, then ok, then stopping, as main sets it; degraded is an ok daemon that can run no machines."""

    def __init__(self, has_engine: Callable[[], bool]) -> None:
        self._has_engine = has_engine
        self.status: Literal["ok", "starting", "stopping"] = "starting"

    def health(self) -> Health:
        degraded = self.status == "ok" and not self._has_engine()
        return Health(status="degraded" if degraded else self.status, version=__version__)
