"""The disk of a running VMM: which layer it writes to, putting one on top, and taking that off again. QEMU is asked each time: what it was started with
may be long ago, and an earlier daemon's work."""

from typing import Any

from ingle.drivers.engines.qemu.control import Qmp
from ingle.drivers.engines.qemu.layers import describe, node_name
from ingle.machines.errors import EngineError
from ingle.machines.ports import Layer

_UNDO = "undo"  # the job's name


async def top_node(qmp: Qmp) -> str:
    """The node that the guest's writable disk writes to."""
    for device in await qmp.execute("query-block"):
        if "upper" in device.get("qdev", "").split("/"):
            return str(device["inserted"]["node-name"])
    raise EngineError("QEMU has no writable disk")


async def free_name(qmp: Qmp, layer: Layer) -> str:
    """What the layer's node will be called."""
    nodes = await qmp.execute("query-named-block-nodes", flat=True)
    return node_name(layer, {node["node-name"] for node in nodes})


async def add(qmp: Qmp, layer: Layer, name: str) -> None:
    """Open an empty layer. It stands on nothing yet."""
    await qmp.execute("blockdev-add", **describe(layer, name, backing=None, writable=True))


async def remove(qmp: Qmp, node: str) -> None:
    """Close a layer that nothing uses."""
    await qmp.execute("blockdev-del", **{"node-name": node})


async def merge_down(qmp: Qmp, top: str, below: str) -> None:
    """Write what is in the top layer into the one below, and go on with that. Raises EngineError when there is no room for it."""
    await qmp.execute("block-commit", **{"job-id": _UNDO, "device": top, "base-node": below})
    await _job_event(qmp, "BLOCK_JOB_READY")
    await qmp.execute("job-complete", id=_UNDO)
    await _job_event(qmp, "BLOCK_JOB_COMPLETED")
    await remove(qmp, top)


async def _job_event(qmp: Qmp, wanted: str) -> None:
    """Wait for it. A job that fails is completed, with an error."""
    while True:
        message = await qmp.any_event({"BLOCK_JOB_READY", "BLOCK_JOB_COMPLETED"})
        data: dict[str, Any] = message["data"]
        if data["device"] != _UNDO:
            continue
        if "error" in data or message["event"] != wanted:
            raise EngineError(f"QEMU could not merge a layer down: {data.get('error', message['event'])}")
        return
