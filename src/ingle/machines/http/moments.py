"""When machines rest, snapshots and forks over HTTP."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.pages import Listing
from ingle.edge.routes import delete, get, post, put
from ingle.machines import views
from ingle.machines.model import RestHabits
from ingle.machines.names import READ, STORAGE, WRITE
from ingle.machines.service import MachineService
from ingle.wire import machines as wire


def moment_routes(service: MachineService) -> Sequence[Any]:
    return [*_rest(service), *_snapshots(service), *_forks(service), *_storage(service)]


def _rest(service: MachineService) -> Sequence[Any]:
    @get("/machines/{machine:str}/history", scope=READ, summary="What a machine became, when and why")
    async def read_history(machine: str, caller: Caller) -> Listing[wire.Moment]:
        return Listing([views.moment(*entry) for entry in await service.history(caller.user_id, machine)])

    @get("/me/rest", scope=READ, summary="When your machines cool down that say nothing of their own")
    async def read_rest(caller: Caller) -> wire.RestHabits:
        habits = await service.rest_habits(caller.user_id)
        return wire.RestHabits(warm_after=habits.warm_after, cold_after=habits.cold_after)

    @put("/me/rest", scope=WRITE, status_code=204, summary="Say when your machines cool down")
    async def set_rest(caller: Caller, data: wire.RestHabits) -> None:
        await service.set_rest_habits(caller.user_id, RestHabits(data.warm_after, data.cold_after))

    return [read_history, read_rest, set_rest]


def _snapshots(service: MachineService) -> Sequence[Any]:
    snapshots = service.snapshots

    @post(
        "/machines/{machine:str}/snapshots",
        scope=WRITE,
        summary="Keep a machine as it is now, by name; it goes on",
    )
    async def create_snapshot(
        machine: str, caller: Caller, data: wire.SnapshotCreate | None = None
    ) -> wire.Snapshot:
        name = (data or wire.SnapshotCreate()).name
        return views.snapshot(await snapshots.create(caller.user_id, machine, name))

    @get("/snapshots", scope=READ, summary="List your snapshots")
    async def list_snapshots(caller: Caller) -> Listing[wire.Snapshot]:
        return Listing([views.snapshot(each) for each in await snapshots.list(caller.user_id)])

    @get("/snapshots/{snapshot:str}", scope=READ, summary="Look at a snapshot, by name or id")
    async def get_snapshot(snapshot: str, caller: Caller) -> wire.Snapshot:
        return views.snapshot(await snapshots.get(caller.user_id, snapshot))

    @delete("/snapshots/{snapshot:str}", scope=WRITE, summary="Remove a snapshot; what began as it goes on")
    async def remove_snapshot(snapshot: str, caller: Caller) -> None:
        await snapshots.remove(caller.user_id, snapshot)

    return [create_snapshot, list_snapshots, get_snapshot, remove_snapshot]


def _forks(service: MachineService) -> Sequence[Any]:
    snapshots = service.snapshots

    @post(
        "/machines/{machine:str}/restore",
        scope=WRITE,
        status_code=200,
        summary="Make a machine what it was at a snapshot",
    )
    async def restore_machine(machine: str, caller: Caller, data: wire.MachineRestore) -> wire.Machine:
        return views.machine(await snapshots.restore(caller.user_id, machine, data.snapshot))

    @post("/machines/{machine:str}/fork", scope=WRITE, summary="Make machines that go on as this one is now")
    async def fork_machine(
        machine: str, caller: Caller, data: wire.MachineFork | None = None
    ) -> Listing[wire.Machine]:
        wish = data or wire.MachineFork()
        made = await snapshots.fork(caller.user_id, machine, wish.name, wish.count)
        return Listing([views.machine(each) for each in made])

    @get("/tree", scope=READ, summary="Your machines and snapshots, and what came from what")
    async def read_tree(caller: Caller) -> Listing[wire.TreeNode]:
        return Listing(views.tree(*await snapshots.tree(caller.user_id)))

    return [restore_machine, fork_machine, read_tree]


def _storage(service: MachineService) -> Sequence[Any]:
    @get("/storage", scope=STORAGE, summary="What machines, templates and snapshots take on the disk")
    async def read_storage() -> Listing[wire.StorageUse]:
        return Listing(
            [
                wire.StorageUse(what=each.what, count=each.count, bytes=each.bytes)
                for each in await service.storage.usage()
            ]
        )

    @post("/storage/prune", scope=STORAGE, status_code=200, summary="Remove what nothing needs any more")
    async def prune_storage(data: wire.StoragePrune | None = None) -> wire.StoragePruned:
        wish = data or wire.StoragePrune()
        return wire.StoragePruned(freed_bytes=await service.storage.prune(templates=wish.templates))

    return [read_storage, prune_storage]
