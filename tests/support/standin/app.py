"""The endpoints of the stand-in."""

import asyncio
import os
import shutil
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anyio
import msgspec
from litestar import Litestar, Request, Response, WebSocket, delete, get, patch, post, put, websocket
from litestar.response import Stream

from ingle.wire import accounts, images, machines, system
from ingle.wire.streams import Eof, Event
from support.standin.processes import problem, run_exec, tell

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
API = "/api/v1"
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
        self.created: list[machines.MachineCreate] = []
        self.imported = b""
        self.image_error = ""
        self.headers: list[dict[str, str]] = []

    def folder(self, machine: machines.Machine) -> Path:
        return self.directory / machine.id

    def machine(self, reference: str) -> machines.Machine:
        for one in self.machines.values():
            if reference in (one.id, one.name):
                return one
        raise Refusal(404, "not_found", "machine_not_found", f"there is no machine {reference!r}; `ingle ls` lists yours")

    def image(self, reference: str) -> images.Image:
        for one in self.images.values():
            if reference in (one.id, one.name):
                return one
        raise Refusal(404, "not_found", "image_not_found", f"there is no image {reference!r}; `ingle image ls` lists yours")

    def path(self, reference: str, path: str) -> Path:
        found = self.folder(self.machine(reference)) / path.lstrip("/")
        if not os.path.lexists(found.parent):
            raise Refusal(404, "not_found", "file_not_found", f"there is no {path}")
        return found

    def change(self, reference: str, **fields: Any) -> machines.Machine:
        changed = msgspec.structs.replace(self.machine(reference), **fields)
        self.machines[changed.id] = changed
        return changed


def make_app(world: World) -> Litestar:
    handlers = [*_machines(world), *_files(world), *_images(world), *_others(world)]
    return Litestar(handlers, exception_handlers={Refusal: refuse}, openapi_config=None)


def _machines(world: World) -> list[Any]:
    @get(API + "/machines")
    async def list_(request: AnyRequest) -> dict[str, Any]:
        world.headers.append(dict(request.headers))
        return {"items": list(world.machines.values()), "cursor": None}

    @post(API + "/machines")
    async def create(data: machines.MachineCreate) -> machines.Machine:
        world.created.append(data)
        world.image(data.image)
        for one in world.machines.values():
            if one.name == data.name:
                return one
        number = len(world.created)
        made = machines.Machine(
            id=f"mch_{number:026}", name=data.name or f"machine-{number}", state="running" if data.start else "stopped", image=data.image,
            image_id="img_1", vcpus=data.vcpus, memory_mib=data.memory_mib, disk_mib=data.disk_mib, hostname="h", created_at=NOW, tty=data.tty,
            env=data.env, command=data.command or [], workload=machines.Workload(state="running" if data.command else "none"),
        )  # fmt: skip
        world.machines[made.id] = made
        world.folder(made).mkdir(parents=True)
        return made

    @get(API + "/machines/{name:str}")
    async def read(name: str) -> machines.Machine:
        return world.machine(name)

    @patch(API + "/machines/{name:str}")
    async def update(name: str, data: machines.MachineUpdate) -> machines.Machine:
        return world.change(name, name=data.name or world.machine(name).name)

    @delete(API + "/machines/{name:str}")
    async def remove(name: str, force: bool = False) -> None:
        machine = world.machine(name)
        if machine.state == "running" and not force:
            raise Refusal(409, "conflict", "machine_state", f"{machine.name} is running; stop it first, or use --force")
        del world.machines[machine.id]

    states = {"start": "running", "stop": "stopped", "restart": "running", "pause": "paused", "resume": "running"}

    @post(API + "/machines/{name:str}/{verb:str}", status_code=200)
    async def act(name: str, verb: str) -> machines.Machine:
        return world.change(name, state=states[verb])

    @websocket(API + "/machines/{name:str}/exec")
    async def exec_(socket: WebSocket[Any, Any, Any], name: str) -> None:
        machine = world.machine(name)
        await socket.accept()
        await run_exec(socket, str(world.folder(machine)))

    @post(API + "/machines/{name:str}/exec", status_code=200)
    async def exec_once(name: str, data: machines.ExecRequest) -> machines.ExecResult:
        world.machine(name)
        return machines.ExecResult(session="ses_9")

    @websocket(API + "/machines/{name:str}/sessions/{session:str}/attach")
    async def attach(socket: WebSocket[Any, Any, Any], name: str, session: str) -> None:
        await socket.accept()
        machine = world.machine(name)
        size = machines.Terminal() if machine.tty else None
        request = machines.ExecRequest(argv=machine.command, stdin=True, tty=size)
        await run_exec(socket, str(world.folder(machine)), request)

    @get(API + "/machines/{name:str}/sessions")
    async def sessions(name: str) -> dict[str, Any]:
        world.machine(name)
        one = machines.Session(id="ses_1", argv=["sleep", "1"], tty=False, state="running", started_at=NOW, attached=1, role="exec")
        return {"items": [one], "cursor": None}

    @get(API + "/machines/{name:str}/logs")
    async def logs(name: str, request: AnyRequest, follow: bool = False) -> Stream:
        chunks = [machines.LogChunk(at=NOW, stream=s, text=t) for s, t in (("stdout", "one\n"), ("stderr", "two\n"), ("stdout", "three\n"))]

        async def lines() -> AsyncIterator[bytes]:
            for chunk in chunks:
                data = msgspec.json.encode(chunk) + b"\n"
                yield data[:5]  # cut anywhere
                yield data[5:]
            if follow:
                await anyio.sleep_forever()

        return Stream(lines(), media_type="application/x-ndjson")

    @get(API + "/machines/{name:str}/metrics")
    async def metrics(name: str) -> machines.Metrics:
        return machines.Metrics(
            cpu_seconds=1.5, uptime_seconds=10, memory_total=512 << 20, memory_available=400 << 20, load=[0.1, 0.2, 0.3], processes=7,
            disk_total=4 << 30, disk_free=3 << 30, net_rx=1, net_tx=2, disk_read=3, disk_written=4,
        )  # fmt: skip

    @websocket(API + "/machines/{name:str}/connect/{port:int}")
    async def connect(socket: WebSocket[Any, Any, Any], name: str, port: int) -> None:
        await socket.accept()
        stream = await anyio.connect_tcp("127.0.0.1", port)

        async def inward() -> None:
            async for data in stream:
                await socket.send_bytes(data)
            await tell(socket, Eof())

        async with stream, anyio.create_task_group() as group:
            group.start_soon(inward)
            while True:
                message: Any = await socket.receive()
                if message.get("bytes"):
                    await stream.send(message["bytes"])
                else:
                    break
            if message["type"] == "websocket.disconnect":
                group.cancel_scope.cancel()
            else:
                await stream.send_eof()
        await socket.close()

    return [list_, create, read, update, remove, act, exec_, exec_once, attach, sessions, logs, metrics, connect]


def _stat(path: Path) -> machines.FileStat:
    status = path.lstat()
    kinds: list[tuple[Any, Any]] = [(stat.S_ISDIR, "directory"), (stat.S_ISLNK, "symlink"), (stat.S_ISFIFO, "fifo"), (stat.S_ISREG, "file")]
    return machines.FileStat(
        name=path.name, type=next(kind for test, kind in kinds if test(status.st_mode)), mode=stat.S_IMODE(status.st_mode), uid=0, gid=0,
        size=status.st_size, modified_at=NOW, target=str(path.readlink()) if path.is_symlink() else "",
    )  # fmt: skip


def _files(world: World) -> list[Any]:
    base = API + "/machines/{name:str}/files"

    @get(base)
    async def read(request: AnyRequest, name: str, path: str) -> Response[bytes]:
        data = _existing(world.path(name, path)).read_bytes()
        asked = request.headers.get("range")
        if asked:
            first, _, last = asked.removeprefix("bytes=").partition("-")
            return Response(data[int(first) : int(last) + 1 if last else None], status_code=206, media_type="application/octet-stream")
        return Response(data, media_type="application/octet-stream")

    @put(base)
    async def write(request: AnyRequest, name: str, path: str, mode: str | None = None) -> machines.FileStat:
        target = world.path(name, path)
        with target.open("wb") as file:
            async for chunk in request.stream():
                file.write(chunk)
        if mode is not None:
            target.chmod(int(mode, 8))
        return _stat(target)

    @get(base + "/stat")
    async def stat_(name: str, path: str) -> machines.FileStat:
        return _stat(_existing(world.path(name, path)))

    @get(base + "/list")
    async def list_(name: str, path: str) -> machines.FileList:
        return machines.FileList(items=[_stat(entry) for entry in _existing(world.path(name, path)).iterdir()])

    @post(base + "/mkdir", status_code=204)
    async def mkdir(name: str, data: machines.FileMake) -> None:
        path = world.path(name, data.path)
        if path.exists():
            raise Refusal(409, "conflict", "exists", f"{data.path} exists")
        path.mkdir(data.mode, parents=data.parents)

    @post(base + "/move", status_code=204)
    async def move(name: str, data: machines.FileMove) -> None:
        world.path(name, data.source).rename(world.path(name, data.destination))

    @post(base + "/remove", status_code=204)
    async def remove(name: str, data: machines.FileRemove) -> None:
        path = _existing(world.path(name, data.path))
        await asyncio.to_thread(shutil.rmtree if path.is_dir() else os.unlink, path)

    return [read, write, stat_, list_, mkdir, move, remove]


def _existing(path: Path) -> Path:
    if not os.path.lexists(path):
        raise Refusal(404, "not_found", "file_not_found", f"there is no {path.name}")
    return path


def _images(world: World) -> list[Any]:
    def add(name: str, source: str) -> images.Image:
        progress = images.ImageProgress(step="fetching", done=0, total=100)
        made = images.Image(id=f"img_{len(world.images):026}", name=name, state="preparing", source=source, created_at=NOW, progress=progress)
        world.images[made.id] = made
        return made

    @get(API + "/images")
    async def list_() -> dict[str, Any]:
        return {"items": list(world.images.values()), "cursor": None}

    @post(API + "/images", status_code=202)
    async def create(data: images.ImageBuild | images.ImagePull) -> images.Image:
        return add(data.name or (data.base if isinstance(data, images.ImageBuild) else data.reference), "debian")

    @post(API + "/images/import", status_code=202)
    async def import_(request: AnyRequest, name: str) -> images.Image:
        world.imported = await request.body()
        return add(name, "archive")

    @get(API + "/images/{name:path}")
    async def read(name: str) -> images.Image:
        """Each reading brings the image further."""
        image = world.image(name.removeprefix("/"))
        if image.state == "preparing":
            done = image.progress.done + 50 if image.progress else 100
            state = "preparing" if done < 100 else "failed" if world.image_error else "ready"
            progress = images.ImageProgress(step="fetching", done=done, total=100) if state == "preparing" else None
            image = msgspec.structs.replace(image, state=state, progress=progress, error=world.image_error, size_bytes=5 << 20)
            world.images[image.id] = image
        return image

    @delete(API + "/images/{name:path}")
    async def remove(name: str) -> None:
        del world.images[world.image(name.removeprefix("/")).id]

    return [list_, create, import_, read, remove]


def _others(world: World) -> list[Any]:
    user = accounts.User(id="usr_1", name="ada", admin=True, created_at=NOW)

    @get(API + "/me")
    async def me(request: AnyRequest) -> accounts.Me:
        bearer = request.headers.get("authorization")
        if bearer is not None and bearer != "Bearer secret-1":
            raise Refusal(401, "unauthenticated", "unauthenticated", "this token is not valid")
        return accounts.Me(user=user, via="token" if bearer else "local", scopes=["*"])

    @post(API + "/login", status_code=200)
    async def login(data: accounts.Login) -> Response[accounts.User]:
        if data.password != "right":
            raise Refusal(401, "unauthenticated", "bad_login", "the name or the password is wrong")
        response = Response(user)
        response.set_cookie("ingle_session", "s")
        return response

    @post(API + "/logout", status_code=204)
    async def logout() -> None: ...

    @get(API + "/tokens")
    async def tokens() -> dict[str, Any]:
        return {"items": list(world.tokens.values()), "cursor": None}

    @post(API + "/tokens")
    async def make_token(data: accounts.TokenCreate) -> accounts.TokenCreated:
        token = accounts.Token(id=f"tok_{len(world.tokens)}", name=data.name, scopes=data.scopes, created_at=NOW)
        world.tokens[token.id] = token
        return accounts.TokenCreated(token=token, secret="secret-1")

    @delete(API + "/tokens/{token:str}")
    async def remove_token(token: str) -> None:
        del world.tokens[token]

    @get(API + "/users")
    async def users() -> dict[str, Any]:
        return {"items": [user], "cursor": None}

    @get(API + "/doctor")
    async def doctor() -> dict[str, Any]:
        return {"items": [system.Check(name="kvm", status="warning", detail="no /dev/kvm", remedy="enable virtualisation")]}

    @websocket(API + "/events")
    async def events(socket: WebSocket[Any, Any, Any]) -> None:
        await socket.accept()
        for number in range(3):
            event = Event(id=number, at=NOW, type="machine.changed", subject="mch_1", data={"name": "one"})
            await socket.send_text(msgspec.json.encode(event).decode())
        await socket.close()

    return [me, login, logout, tokens, make_token, remove_token, users, doctor, events]
