"""The Python SDK: `Ingle` for plain code, `AsyncIngle` for asyncio, the errors they raise.

    from ingle.sdk import Ingle

    with Ingle() as ingle:
        machine = ingle.machines.create(image="debian", name="one")
        print(machine.exec(["uname", "-a"]).text)

Names are imported when first used: the command line's fast path lives in this package too and must not pay for HTTP.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingle.sdk.client import AsyncIngle as AsyncIngle
    from ingle.sdk.errors import ConflictError as ConflictError
    from ingle.sdk.errors import ConnectionLostError as ConnectionLostError
    from ingle.sdk.errors import ExhaustedError as ExhaustedError
    from ingle.sdk.errors import FailedError as FailedError
    from ingle.sdk.errors import ForbiddenError as ForbiddenError
    from ingle.sdk.errors import IngleError as IngleError
    from ingle.sdk.errors import InvalidError as InvalidError
    from ingle.sdk.errors import NotFoundError as NotFoundError
    from ingle.sdk.errors import OverdueError as OverdueError
    from ingle.sdk.errors import RateLimitedError as RateLimitedError
    from ingle.sdk.errors import TooLargeError as TooLargeError
    from ingle.sdk.errors import UnauthenticatedError as UnauthenticatedError
    from ingle.sdk.errors import UnavailableError as UnavailableError
    from ingle.sdk.errors import UnreachableError as UnreachableError
    from ingle.sdk.processes import Output as Output
    from ingle.sdk.processes import Result as Result
    from ingle.sdk.sync.client import Ingle as Ingle
    from ingle.wire.machines import HealthCheck as HealthCheck
    from ingle.wire.machines import Restart as Restart
    from ingle.wire.machines import Timers as Timers

_ROOMS = {
    "AsyncIngle": "ingle.sdk.client",
    "Ingle": "ingle.sdk.sync.client",
    "Output": "ingle.sdk.processes",
    "Result": "ingle.sdk.processes",
    "HealthCheck": "ingle.wire.machines",
    "Restart": "ingle.wire.machines",
    "Timers": "ingle.wire.machines",
}


def __getattr__(name: str) -> Any:
    if name.startswith("_") or not (name in _ROOMS or name.endswith("Error")):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOMS.get(name, "ingle.sdk.errors")), name)
