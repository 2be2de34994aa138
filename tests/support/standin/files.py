"""Files: those of a folder here."""

import asyncio
import io
import os
import shutil
import stat
import tarfile
from pathlib import Path
from typing import Any

import msgspec
from litestar import Response, WebSocket

from ingle.wire import machines
from ingle.wire.problems import Problem
from ingle.wire.streams import Changes, Failed
from support.standin.world import API, NOW, AnyRequest, Refusal, World, existing, get, post, put, websocket


def describe(path: Path) -> machines.FileStat:
    status = path.lstat()
    kinds: list[tuple[Any, Any]] = [
        (stat.S_ISDIR, "directory"),
        (stat.S_ISLNK, "symlink"),
        (stat.S_ISFIFO, "fifo"),
        (stat.S_ISREG, "file"),
    ]
    return machines.FileStat(
        name=path.name, type=next(kind for test, kind in kinds if test(status.st_mode)), mode=stat.S_IMODE(status.st_mode), uid=0, gid=0,
        size=status.st_size, modified_at=NOW, target=str(path.readlink()) if path.is_symlink() else "",
    )  # fmt: skip


def archive(folder: Path) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        tar.add(folder, ".")
    return out.getvalue()


def file_routes(world: World) -> list[Any]:  # noqa: C901 - a list of endpoints
    base = API + "/machines/{name:str}/files"

    @get(base)
    async def read(request: AnyRequest, name: str, path: str) -> Response[bytes]:
        data = existing(world.path(name, path)).read_bytes()
        asked = request.headers.get("range")
        if asked:
            first, _, last = asked.removeprefix("bytes=").partition("-")
            return Response(
                data[int(first) : int(last) + 1 if last else None],
                status_code=206,
                media_type="application/octet-stream",
            )
        return Response(data, media_type="application/octet-stream")

    @put(base)
    async def write(request: AnyRequest, name: str, path: str, mode: str | None = None) -> machines.FileStat:
        target = world.path(name, path)
        with target.open("wb") as file:
            async for chunk in request.stream():
                file.write(chunk)
        if mode is not None:
            target.chmod(int(mode, 8))
        return describe(target)

    @get(API + "/machines/{name:str}/tree")
    async def pack(name: str, path: str) -> Response[bytes]:
        world.check_archives()
        return Response(archive(existing(world.path(name, path))), media_type="application/x-tar")

    @put(API + "/machines/{name:str}/tree")
    async def unpack(request: AnyRequest, name: str, path: str) -> machines.TreeUnpacked:
        world.check_archives()
        data = io.BytesIO(b"".join([chunk async for chunk in request.stream()]))
        with tarfile.open(fileobj=data, mode="r:", errors="surrogateescape") as tar:
            tar.extraction_filter = lambda member, _: member  # type: ignore[assignment,misc]  # newer Pythons want one
            tar.extractall(existing(world.path(name, path)))  # noqa: S202 - of the test
            return machines.TreeUnpacked(entries=len(tar.getmembers()))

    @get(base + "/stat")
    async def stat_(name: str, path: str) -> machines.FileStat:
        return describe(existing(world.path(name, path)).resolve())

    @get(base + "/list")
    async def list_(name: str, path: str) -> machines.FileList:
        return machines.FileList(
            items=[describe(entry) for entry in existing(world.path(name, path)).iterdir()]
        )

    @post(base + "/mkdir", status_code=204)
    async def mkdir(name: str, data: machines.FileMake) -> None:
        path = (
            world.folder(world.machine(name)) / data.path.lstrip("/")
            if data.parents
            else world.path(name, data.path)
        )
        if path.exists():
            raise Refusal(409, "conflict", "exists", f"{data.path} exists")
        path.mkdir(data.mode, parents=data.parents)

    @post(base + "/move", status_code=204)
    async def move(name: str, data: machines.FileMove) -> None:
        world.path(name, data.source).rename(world.path(name, data.destination))

    @post(base + "/remove", status_code=204)
    async def remove(name: str, data: machines.FileRemove) -> None:
        path = existing(world.path(name, data.path))
        await asyncio.to_thread(shutil.rmtree if path.is_dir() else os.unlink, path)

    @websocket(base + "/watch")
    async def watch(socket: WebSocket[Any, Any, Any], name: str, path: str, recursive: bool = False) -> None:
        """Three changes, then the end of what is watched."""
        await socket.accept()
        told = [
            [],
            [machines.WatchedChange(kind="created", path=path + "/a", directory=recursive)],
            [
                machines.WatchedChange(kind="moved", path=path + "/a", to=path + "/b"),
                machines.WatchedChange(kind="overflow"),
            ],
        ]
        problem = Problem(
            title="Not Found", status=404, detail="it was removed", code="gone", kind="not_found"
        )
        for message in (*map(Changes, told), Failed(problem)):
            await socket.send_text(msgspec.json.encode(message).decode())
        await socket.close(4404)

    return [watch, read, write, pack, unpack, stat_, list_, mkdir, move, remove]
