"""Programs in machines over HTTP: run to their end, or left running. (While they talk, it is the WebSockets in `stream`.)"""

from collections.abc import Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.pages import Listing
from ingle.edge.routes import delete, get, post
from ingle.machines import views
from ingle.machines.names import EXEC, READ
from ingle.machines.service import MachineService
from ingle.wire import machines as wire


def session_routes(service: MachineService) -> Sequence[Any]:
    return [*_exec(service), *_sessions(service)]


def _exec(service: MachineService) -> Sequence[Any]:
    @post(
        "/machines/{machine:str}/exec",
        scope=EXEC,
        status_code=200,
        summary="Run a program to its end, or leave it running",
    )
    async def exec_in_machine(machine: str, caller: Caller, data: wire.ExecRequest) -> wire.ExecResult:
        command = views.command_of(data)
        if data.detach:
            return wire.ExecResult(session=await service.sessions.spawn(caller.user_id, machine, command))
        outcome = await service.sessions.run(
            caller.user_id, machine, command, data=data.input.encode(), timeout=data.timeout_seconds
        )
        return views.outcome(outcome)

    return [exec_in_machine]


def _sessions(service: MachineService) -> Sequence[Any]:
    @get("/machines/{machine:str}/sessions", scope=READ, summary="List what was started in a machine")
    async def list_sessions(machine: str, caller: Caller) -> Listing[wire.Session]:
        found = await service.sessions.list(caller.user_id, machine)
        return Listing([views.session(session) for session in found])

    @post(
        "/machines/{machine:str}/sessions/{session:str}/signal",
        scope=EXEC,
        status_code=204,
        summary="Send a signal",
    )
    async def signal_session(machine: str, session: str, caller: Caller, data: wire.SessionSignal) -> None:
        await service.sessions.signal(caller.user_id, machine, session, data.signal)

    @delete(
        "/machines/{machine:str}/sessions/{session:str}",
        scope=EXEC,
        summary="Forget an ended session and its output",
    )
    async def forget_session(machine: str, session: str, caller: Caller) -> None:
        await service.sessions.forget(caller.user_id, machine, session)

    return [list_sessions, signal_session, forget_session]
