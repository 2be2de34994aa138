"""Machines: dictionaries with a state, and what runs in them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import anyio
import msgspec
from litestar import WebSocket
from litestar.response import Stream

from ingle.wire import gateway, machines
from ingle.wire.streams import Eof
from support.standin.moments import begin
from support.standin.processes import read_request, run_exec, tell
from support.standin.world import API, NOW, AnyRequest, Refusal, World, delete, get, patch, post, websocket


def machine_routes(world: World) -> list[Any]:  # noqa: C901 - a list of endpoints
    @get(API + "/machines")
    async def list_(request: AnyRequest) -> dict[str, Any]:
        world.headers.append(dict(request.headers))
        return {"items": list(world.machines.values()), "cursor": None}

    @post(API + "/machines")
    async def create(data: machines.MachineCreate) -> machines.Machine:
        world.created.append(data)
        if not data.snapshot:
            world.image(data.image)
        for one in world.machines.values():
            if one.name == data.name:
                return one
        if data.snapshot:
            return begin(world, data)
        return world.add_machine(
            data.name or "made-up", state="running" if data.start else "stopped", vcpus=data.vcpus, memory_mib=data.memory_mib, disk_mib=data.disk_mib,
            tty=data.tty, env=data.env, timers=data.timers, restart=data.restart, health=data.health,
            command=data.command or [], workload=machines.Workload(state="running" if data.command else "none"),
        )  # fmt: skip

    @get(API + "/machines/{name:str}")
    async def read(name: str) -> machines.Machine:
        return world.machine(name)

    @patch(API + "/machines/{name:str}")
    async def update(name: str, data: machines.MachineUpdate) -> machines.Machine:
        known = world.machine(name)
        return world.change(name, name=data.name or known.name, timers=data.timers or known.timers)

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
        "cool": "warm",
        "sleep": "cold",
        "wake": "running",
    }

    @post(API + "/machines/{name:str}/{verb:str}", status_code=200)
    async def act(name: str, verb: str, data: machines.MachineStop | None = None) -> machines.Machine:
        if data is not None:
            world.graces.append(data.grace_seconds)
        return world.change(name, state=states[verb])

    @websocket(API + "/machines/{name:str}/exec")
    async def exec_(socket: WebSocket[Any, Any, Any], name: str) -> None:
        machine = world.machine(name)
        await socket.accept()
        request = await read_request(socket)
        world.executed.append(request)
        await run_exec(socket, str(world.folder(machine)), request)

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

    @get(API + "/machines/{name:str}/metrics/history")
    async def metrics_history(name: str) -> machines.MetricsHistory:
        if world.machine(name).state == "stopped":
            return machines.MetricsHistory(items=[])
        return machines.MetricsHistory(
            items=[
                machines.MetricsSample(
                    at=NOW + timedelta(seconds=15 * n), cpu_seconds=3.0 * n * n, resident_bytes=256 << 20, own_bytes=(64 + n) << 20
                )
                for n in range(4)
            ]
        )  # fmt: skip

    @post(API + "/machines/{name:str}/ports/{port:int}/address")
    async def port_address(name: str, port: int) -> gateway.PortAddress:
        return gateway.PortAddress(
            label=f"{port}-{name[:3]}.ports", hosts=[], path="/?ingle-ticket=t", expires_at=NOW
        )

    @get(API + "/machines/{name:str}/ports")
    async def ports(name: str) -> machines.PortList:
        return machines.PortList(
            items=[
                machines.ListeningPort(port=80, address="0.0.0.0", pid=7, process="httpd"),  # noqa: S104 - said only
                machines.ListeningPort(port=5432, address="127.0.0.1"),
            ]
        )

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
        metrics_history,
        ports,
        port_address,
        connect,
    ]
