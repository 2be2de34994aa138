"""Machines: dictionaries with a state, and what runs in them."""

from collections.abc import AsyncIterator
from typing import Any

import anyio
import msgspec
from litestar import WebSocket
from litestar.response import Stream

from ingle.wire import machines
from ingle.wire.streams import Eof
from support.standin.processes import run_exec, tell
from support.standin.world import API, NOW, AnyRequest, Refusal, World, delete, get, patch, post, websocket


def machine_routes(world: World) -> list[Any]:  # noqa: C901 - a list of endpoints
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
        return world.add_machine(
            data.name or "made-up", state="running" if data.start else "stopped", vcpus=data.vcpus, memory_mib=data.memory_mib, disk_mib=data.disk_mib,
            tty=data.tty, env=data.env, command=data.command or [], workload=machines.Workload(state="running" if data.command else "none"),
        )  # fmt: skip

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
            raise Refusal(
                409, "conflict", "machine_state", f"{machine.name} is running; stop it first, or use --force"
            )
        del world.machines[machine.id]

    states = {
        "start": "running",
        "stop": "stopped",
        "restart": "running",
        "pause": "paused",
        "resume": "running",
    }

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
        one = machines.Session(
            id="ses_1",
            argv=["sleep", "1"],
            tty=False,
            state="running",
            started_at=NOW,
            attached=1,
            role="exec",
        )
        return {"items": [one], "cursor": None}

    @get(API + "/machines/{name:str}/logs")
    async def logs(name: str, request: AnyRequest, follow: bool = False) -> Stream:
        chunks = [
            machines.LogChunk(at=NOW, stream=s, text=t)
            for s, t in (("stdout", "one\n"), ("stderr", "two\n"), ("stdout", "three\n"))
        ]

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

    return [
        list_,
        create,
        read,
        update,
        remove,
        act,
        exec_,
        exec_once,
        attach,
        sessions,
        logs,
        metrics,
        connect,
    ]
