"""Snapshots, forks, where things came from, and the disk: dictionaries too."""

from typing import Any

from ingle.wire import machines
from support.standin.world import API, NOW, Refusal, World, delete, get, post


def moment_routes(world: World) -> list[Any]:  # noqa: C901 - a list of endpoints
    @get(API + "/machines/{name:str}/history")
    async def history(name: str) -> dict[str, Any]:
        world.machine(name)
        moments = [
            machines.Moment(at=NOW, state="running", detail=""),
            machines.Moment(at=NOW, state="failed", detail="the disk is full"),
        ]
        return {"items": moments, "cursor": None}

    @post(API + "/machines/{name:str}/snapshots")
    async def create_snapshot(name: str, data: machines.SnapshotCreate) -> machines.Snapshot:
        machine = world.machine(name)
        if any(each.name == data.name for each in world.snapshots.values()):
            raise Refusal(
                409, "conflict", "snapshot_name_taken", f"there is already a snapshot {data.name!r}"
            )
        return world.add_snapshot(data.name or "made-up", machine)

    @get(API + "/snapshots")
    async def list_snapshots() -> dict[str, Any]:
        return {"items": list(world.snapshots.values()), "cursor": None}

    @get(API + "/snapshots/{name:str}")
    async def read_snapshot(name: str) -> machines.Snapshot:
        return world.snapshot(name)

    @delete(API + "/snapshots/{name:str}")
    async def remove_snapshot(name: str) -> None:
        del world.snapshots[world.snapshot(name).id]

    @post(API + "/machines/{name:str}/restore", status_code=200)
    async def restore(name: str, data: machines.MachineRestore) -> machines.Machine:
        moment = world.snapshot(data.snapshot)
        if moment.machine_id != world.machine(name).id:
            raise Refusal(409, "conflict", "snapshot_of_another", f"{moment.name!r} is not of {name!r}")
        return world.change(name, state="running")

    @post(API + "/machines/{name:str}/fork")
    async def fork(name: str, data: machines.MachineFork) -> dict[str, Any]:
        source = world.machine(name)
        base = data.name or "made-up"
        names = [base] if data.count == 1 else [f"{base}-{number}" for number in range(1, data.count + 1)]
        return {"items": [world.add_machine(each, source=source.name) for each in names], "cursor": None}

    @get(API + "/tree")
    async def tree() -> dict[str, Any]:
        return {"items": world.tree, "cursor": None}

    @get(API + "/storage")
    async def storage() -> dict[str, Any]:
        rows = [
            machines.StorageUse(what="templates", count=1, bytes=48 << 20),
            machines.StorageUse(what="machines", count=2, bytes=3 << 30),
        ]
        return {"items": rows, "cursor": None}

    @post(API + "/storage/prune", status_code=200)
    async def prune(data: machines.StoragePrune) -> machines.StoragePruned:
        world.pruned.append(data)
        return machines.StoragePruned(freed_bytes=(64 << 20) if data.templates else 0)

    return [
        history,
        create_snapshot,
        list_snapshots,
        read_snapshot,
        remove_snapshot,
        restore,
        fork,
        tree,
        storage,
        prune,
    ]


def begin(world: World, asked: machines.MachineCreate) -> machines.Machine:
    """A machine made from a snapshot."""
    moment = world.snapshot(asked.snapshot)
    return world.add_machine(asked.name or "made-up", source=moment.name, timers=asked.timers)
