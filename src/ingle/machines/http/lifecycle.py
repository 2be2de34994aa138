"""Machines over HTTP: made, looked at, changed and removed. (What they are told to do is in `verbs`.)"""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar import Response
from litestar.params import QueryParameter

from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import delete, get, patch, post
from ingle.machines import views
from ingle.machines.names import READ, WRITE
from ingle.machines.service import MachineService
from ingle.wire import machines as wire

Force = Annotated[bool, QueryParameter(description="kill it when it runs")]


def lifecycle_routes(service: MachineService) -> Sequence[Any]:
    return [*_collection(service), *_one(service)]


def _collection(service: MachineService) -> Sequence[Any]:
    @get("/machines", scope=READ, summary="List your machines")
    async def list_machines(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Machine]:
        return listing(await service.list(caller.user_id, after=cursor, limit=limit), views.machine)

    @post(
        "/machines",
        scope=WRITE,
        summary="Make a machine and start it; the same request again finds the same one",
    )
    async def create_machine(caller: Caller, data: wire.MachineCreate) -> Response[wire.Machine]:
        request = views.request_of(data)
        if data.snapshot:
            machine, made = await service.create_from(caller.user_id, data.name, data.snapshot, request)
        else:
            machine, made = await service.create(caller.user_id, data.name, request, start=data.start)
        return Response(views.machine(machine), status_code=201 if made else 200)

    return [list_machines, create_machine]


def _one(service: MachineService) -> Sequence[Any]:
    @get("/machines/{machine:str}", scope=READ, summary="Look at a machine, by name or id")
    async def get_machine(machine: str, caller: Caller) -> wire.Machine:
        return views.machine(await service.get(caller.user_id, machine))

    @patch(
        "/machines/{machine:str}", scope=WRITE, summary="Rename a machine, replace its labels or its timers"
    )
    async def update_machine(machine: str, caller: Caller, data: wire.MachineUpdate) -> wire.Machine:
        timers = None if data.timers is None else views.timers_of(data.timers)
        changed = await service.update(
            caller.user_id, machine, name=data.name, labels=data.labels, timers=timers
        )
        return views.machine(changed)

    @delete("/machines/{machine:str}", scope=WRITE, summary="Remove a machine and its writable layer")
    async def remove_machine(machine: str, caller: Caller, force: Force = False) -> None:
        await service.remove(caller.user_id, machine, force=force)

    return [get_machine, update_machine, remove_machine]
