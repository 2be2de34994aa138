"""Changes of files over a WebSocket, as they happen. A client that reads slowly holds up the guest's stream, which then says what it had to drop."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

import anyio
from litestar.params import QueryParameter

from ingle.edge.identity import Caller
from ingle.edge.routes import websocket
from ingle.edge.sockets import Socket, send_value, until_hung_up
from ingle.machines import views
from ingle.machines.names import EXEC
from ingle.machines.ports import GuestChange
from ingle.machines.service import MachineService

Path = Annotated[str, QueryParameter(description="absolute, in the machine")]
Recursive = Annotated[bool, QueryParameter(description="with all that lies below")]


def watch_routes(service: MachineService) -> Sequence[Any]:
    @websocket("/machines/{machine:str}/files/watch", scope=EXEC)
    async def watch_stream(
        socket: Socket, machine: str, caller: Caller, path: Path, recursive: Recursive = False
    ) -> None:
        async with service.files.watch(caller.user_id, machine, path, recursive=recursive) as changes:
            await socket.accept()
            await tell(socket, changes)

    return [watch_stream]


async def tell(socket: Socket, changes: AsyncIterator[Sequence[GuestChange]]) -> None:
    """Until the client goes. Raises what ends the watch."""
    await send_value(socket, views.file_changes(()))  # everything is listened at
    async with anyio.create_task_group() as group:
        group.start_soon(until_hung_up, socket, group.cancel_scope)
        async for some in changes:
            await send_value(socket, views.file_changes(some))
