"""What a machine is told to do by a word: POST /machines/{machine}/WORD answers with the machine as it is afterwards."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from litestar.handlers import HTTPRouteHandler

from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.machines import views
from ingle.machines.model import Machine
from ingle.machines.names import WRITE
from ingle.machines.service import MachineService
from ingle.wire import machines as wire


class Ending(Protocol):
    """A verb that lets what runs end by itself for a while."""

    def __call__(self, owner: str, reference: str, *, grace: float) -> Awaitable[Machine]: ...


def verb_routes(service: MachineService) -> Sequence[Any]:
    return [
        _verb("start", service.start, "Start a machine; answers when it runs"),
        _ending("stop", service.stop, "Stop a machine, kindly while the grace lasts"),
        _ending("restart", service.restart, "Stop a machine and start it again"),
        _verb("pause", service.pause, "Stop a machine's processors, keep its memory"),
        _verb("resume", service.resume, "Let a paused machine go on"),
        _verb("cool", service.cool, "Let a machine's processors stand still until somebody uses it"),
        _verb("sleep", service.sleep, "Put a machine to sleep on disk until somebody uses it"),
        _verb("wake", service.wake, "Wake a machine without using it"),
    ]


def _verb(word: str, act: Callable[[str, str], Awaitable[Machine]], summary: str) -> HTTPRouteHandler:
    async def order(machine: str, caller: Caller) -> wire.Machine:
        return views.machine(await act(caller.user_id, machine))

    return _declared(word, summary, order)


def _ending(word: str, act: Ending, summary: str) -> HTTPRouteHandler:
    async def order(machine: str, caller: Caller, data: wire.MachineStop | None = None) -> wire.Machine:
        grace = (data or wire.MachineStop()).grace_seconds
        return views.machine(await act(caller.user_id, machine, grace=grace))

    return _declared(word, summary, order)


def _declared(word: str, summary: str, order: Callable[..., Any]) -> HTTPRouteHandler:
    order.__name__ = f"{word}_machine"  # OpenAPI calls operations after their handlers
    declare = post(f"/machines/{{machine:str}}/{word}", scope=WRITE, status_code=200, summary=summary)
    return declare(order)
