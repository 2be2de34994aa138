"""What the stand-in knows; tests read and change it."""

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, Response

from ingle.edge import routes
from ingle.wire import accounts, images, machines
from support.standin.processes import problem

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
API = "/api/v1"
get, post, put, patch, delete, websocket = (
    partial(verb, scope=routes.PUBLIC)
    for verb in (routes.get, routes.post, routes.put, routes.patch, routes.delete, routes.websocket)
)

AnyRequest = Request[Any, Any, Any]


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    def __init__(self, status: int, kind: str, code: str, detail: str) -> None:
        self.problem = problem(status, kind, code, detail)


def refuse(_request: AnyRequest, error: Refusal) -> Response[Any]:
    return Response(error.problem, status_code=error.problem.status, media_type="application/problem+json")


class World:
    """What the stand-in knows; tests read and change it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.machines: dict[str, machines.Machine] = {}
        self.images: dict[str, images.Image] = {}
        self.tokens: dict[str, accounts.Token] = {}
        self.overrides = accounts.LimitOverrides()  # of everyone
        self.created: list[machines.MachineCreate] = []
        self.snapshots: dict[str, machines.Snapshot] = {}
        self.tree: list[machines.TreeNode] = []
        self.graces: list[float] = []
        self.executed: list[machines.ExecRequest] = []
        self.pruned: list[machines.StoragePrune] = []
        self.imported = b""
        self.image_error = ""
        self.headers: list[dict[str, str]] = []
        self.knows_archives = True  # as agents that are not too old

    def check_archives(self) -> None:
        if not self.knows_archives:
            raise Refusal(503, "unavailable", "unknown_method", "no such method")

    def in_force(self) -> accounts.Limits:
        defaults = {
            "machines": 100,
            "vcpus": 64,
            "memory_mib": 65536,
            "disk_mib": 1 << 20,
            "snapshots": 0,
            "storage_mib": 10240,
            "requests_per_minute": 600,
        }
        chosen = {
            name: value for name, value in msgspec.structs.asdict(self.overrides).items() if value is not None
        }
        return accounts.Limits(**(defaults | chosen))

    def add_image(self, name: str, source: str = "debian") -> images.Image:
        made = images.Image(
            id=f"img_{len(self.images):026}",
            name=name,
            state="ready",
            source=source,
            created_at=NOW,
            size_bytes=5 << 20,
        )
        self.images[made.id] = made
        return made

    def add_machine(self, name: str, **fields: Any) -> machines.Machine:
        made = machines.Machine(
            id=f"mch_{len(self.machines):026}", name=name, image="debian", image_id="img_1", hostname=name, created_at=NOW,
            **({"state": "running", "vcpus": 1, "memory_mib": 512, "disk_mib": 4096} | fields),
        )  # fmt: skip
        self.machines[made.id] = made
        self.folder(made).mkdir(parents=True)
        return made

    def add_snapshot(self, name: str, machine: machines.Machine) -> machines.Snapshot:
        made = machines.Snapshot(
            id=f"gen_{len(self.snapshots):026}", name=name, machine=machine.name, machine_id=machine.id, image=machine.image, image_id=machine.image_id,
            created_at=NOW, vcpus=1, memory_mib=512, disk_mib=4096, memory=machine.state != "stopped", size_bytes=24 << 20,
        )  # fmt: skip
        self.snapshots[made.id] = made
        return made

    def snapshot(self, reference: str) -> machines.Snapshot:
        for one in self.snapshots.values():
            if reference in (one.id, one.name):
                return one
        raise Refusal(
            404,
            "not_found",
            "snapshot_not_found",
            f"there is no snapshot {reference!r}; `ingle snapshot ls` lists yours",
        )

    def folder(self, machine: machines.Machine) -> Path:
        return self.directory / machine.id

    def machine(self, reference: str) -> machines.Machine:
        for one in self.machines.values():
            if reference in (one.id, one.name):
                return one
        raise Refusal(
            404,
            "not_found",
            "machine_not_found",
            f"there is no machine {reference!r}; `ingle ls` lists yours",
        )

    def image(self, reference: str) -> images.Image:
        for one in self.images.values():
            if reference in (one.id, one.name):
                return one
        raise Refusal(
            404,
            "not_found",
            "image_not_found",
            f"there is no image {reference!r}; `ingle image ls` lists yours",
        )

    def path(self, reference: str, path: str) -> Path:
        found = self.folder(self.machine(reference)) / path.lstrip("/")
        if not os.path.lexists(found.parent):
            raise Refusal(404, "not_found", "file_not_found", f"there is no {path}")
        return found

    def change(self, reference: str, **fields: Any) -> machines.Machine:
        changed = msgspec.structs.replace(self.machine(reference), **fields)
        self.machines[changed.id] = changed
        return changed


def existing(path: Path) -> Path:
    if not os.path.lexists(path):
        raise Refusal(404, "not_found", "file_not_found", f"there is no {path.name}")
    return path
