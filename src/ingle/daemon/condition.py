"""How the daemon is, as /healthz tells it."""

from typing import Literal

from ingle import __version__
from ingle.wire.system import Health


class Condition:
    """Starting, then ok, then stopping; set by main."""

    def __init__(self) -> None:
        self.status: Literal["ok", "starting", "stopping", "degraded"] = "starting"

    def health(self) -> Health:
        return Health(status=self.status, version=__version__)
