"""Machines over HTTP, on the real server."""

import io
import tarfile
from typing import Any

import httpx
import msgspec
import pytest

from ingle.machines.policy.launching import network_of
from ingle.wire.machines import LogChunk, Machine
from support.machines import sh, until


async def create(ann: httpx.AsyncClient, name: str = "one", **request: Any) -> Machine:
    answer = await ann.post("/machines", json={"name": name, "image": "busybox", **request})
    assert answer.status_code in (200, 201), answer.text
    return msgspec.json.decode(answer.content, type=Machine)


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_a_machines_life(doors: Any) -> None:
    ann = doors.ann
    made = await ann.post("/machines", json={"name": "one", "image": "busybox", "command": ["sleep", "60"]})
    assert made.status_code == 201
    machine = made.json()
    assert (machine["state"], machine["workload"], machine["address"]) == (
        "running",
        {"state": "running"},
        network_of(machine["id"]).address,
    )
    again = await ann.post("/machines", json={"name": "one", "image": "busybox", "command": ["sleep", "60"]})
    assert (again.status_code, again.json()["id"]) == (200, machine["id"])
    assert told(await ann.post("/machines", json={"name": "one", "image": "busybox"})) == (
        409,
        "machine_name_taken",
    )
    for verb, state in (
        ("pause", "paused"),
        ("resume", "running"),
        ("restart", "running"),
        ("stop", "stopped"),
        ("start", "running"),
    ):
        answer = await ann.post(f"/machines/one/{verb}")
        assert (answer.status_code, answer.json()["state"]) == (200, state), answer.text
    stopped = (await ann.post("/machines/one/stop", json={"grace_seconds": 0})).json()
    assert (stopped["state"], stopped["stop_cause"]) == ("stopped", "killed")
    assert told(await ann.post("/machines/one/stop", json={"grace_seconds": -1})) == (400, "invalid")
    changed = await ann.patch(f"/machines/{machine['id']}", json={"name": "two", "labels": {"a": "b"}})
    assert (changed.json()["name"], changed.json()["labels"]) == ("two", {"a": "b"})
    assert [one["name"] for one in (await ann.get("/machines")).json()["items"]] == ["two"]
    assert (await ann.delete("/machines/two")).status_code == 204
    assert told(await ann.get("/machines/two")) == (404, "machine_not_found")


async def test_removing_a_running_one_needs_force(doors: Any) -> None:
    await create(doors.ann)
    assert told(await doors.ann.delete("/machines/one")) == (409, "machine_state")
    assert (await doors.ann.delete("/machines/one", params={"force": "true"})).status_code == 204


async def test_pages(doors: Any) -> None:
    for name in ("a", "b", "c"):
        await create(doors.ann, name, start=False)
    first = (await doors.ann.get("/machines", params={"limit": 2})).json()
    rest = (await doors.ann.get("/machines", params={"limit": 2, "cursor": first["cursor"]})).json()
    assert [one["name"] for one in first["items"] + rest["items"]] == ["a", "b", "c"]
    assert rest["cursor"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"image": "busybox", "memory_mib": 1},
        {"image": "busybox", "memory_mib": 2**70},
        {"image": "busybox", "name": "No"},
        {"image": "busybox", "colour": "red"},
        {"image": 5},
        [],
    ],
)
async def test_a_wrong_request_is_told_so(doors: Any, body: Any) -> None:
    assert told(await doors.ann.post("/machines", json=body)) == (400, "invalid")


async def test_exec(doors: Any) -> None:
    await create(doors.ann)

    async def exec_(**request: Any) -> httpx.Response:
        answer: httpx.Response = await doors.ann.post("/machines/one/exec", json=request)
        return answer

    answer = await exec_(argv=sh("echo out; echo err >&2; exit 7"))
    assert answer.status_code == 200
    result = answer.json()
    assert (result["exit"], result["stdout"], result["stderr"]) == ({"code": 7}, "out\n", "err\n")
    assert (await exec_(argv=["cat"], input="héllo")).json()["stdout"] == "héllo"
    assert told(await exec_(argv=["nonesuch"])) == (400, "command_not_found")
    assert told(await exec_(argv=[])) == (400, "invalid")
    assert told(await exec_(argv=["sleep", "60"], timeout_seconds=0.1)) == (504, "exec_timeout")
    detached = (await exec_(argv=["sleep", "60"], detach=True)).json()
    assert set(detached) == {"session"}
    [session] = (await doors.ann.get("/machines/one/sessions")).json()["items"]
    assert (session["id"], session["state"], session["argv"]) == (
        detached["session"],
        "running",
        ["sleep", "60"],
    )
    path = f"/machines/one/sessions/{detached['session']}"
    assert told(await doors.ann.delete(path)) == (409, "busy")
    assert (await doors.ann.post(path + "/signal", json={"signal": "KILL"})).status_code == 204
    assert told(await doors.ann.post(path + "/signal", json={"signal": "LOUD"})) == (400, "invalid")

    async def ended() -> bool:
        return bool((await doors.ann.get("/machines/one/sessions")).json()["items"][0]["state"] == "exited")

    await until(ended)
    assert (await doors.ann.delete(path)).status_code == 204
    assert told(await doors.ann.delete(path)) == (404, "session_not_found")


async def test_trees(doors: Any) -> None:
    await create(doors.ann)
    tree = "/machines/one/tree"
    await doors.ann.put("/machines/one/files", params={"path": "/srv/f", "parents": "true"}, content=b"hello")
    packed = await doors.ann.get(tree, params={"path": "/srv"})
    assert (packed.status_code, packed.headers["content-type"]) == (200, "application/x-tar")
    with tarfile.open(fileobj=io.BytesIO(packed.content)) as tar:
        assert tar.getnames() == [".", "f"]
    done = await doors.ann.put(tree, params={"path": "/tmp"}, content=packed.content)
    assert (done.status_code, done.json()) == (200, {"entries": 2})
    assert (await doors.ann.get("/machines/one/files", params={"path": "/tmp/f"})).content == b"hello"
    assert told(await doors.ann.get(tree, params={"path": "/none"})) == (404, "not_found")
    assert told(await doors.ann.put(tree, params={"path": "/tmp"}, content=b"x")) == (400, "invalid")
    assert told(await doors.ann.put(tree, params={"path": "/tmp/f"}, content=b"")) == (409, "not_a_directory")


async def test_files(doors: Any) -> None:
    await create(doors.ann)
    base = "/machines/one/files"
    data = bytes(range(256)) * 4096
    written = await doors.ann.put(
        base, params={"path": "/srv/x/f", "mode": "640", "parents": "true"}, content=data
    )
    assert written.status_code == 200, written.text
    assert (written.json()["size"], written.json()["mode"]) == (len(data), 0o640)
    whole = await doors.ann.get(base, params={"path": "/srv/x/f"})
    assert whole.content == data
    assert whole.headers["content-length"] == str(len(data))
    for header, expected in (
        ("bytes=10-19", data[10:20]),
        ("bytes=-7", data[-7:]),
        (f"bytes={len(data) - 3}-", data[-3:]),
    ):
        part = await doors.ann.get(base, params={"path": "/srv/x/f"}, headers={"Range": header})
        assert (part.status_code, part.content) == (206, expected)
        assert part.headers["content-range"].endswith(f"/{len(data)}")
    assert told(await doors.ann.get(base, params={"path": "/none"})) == (404, "not_found")
    assert told(await doors.ann.get(base, params={"path": "none"})) == (400, "invalid")
    assert told(await doors.ann.put(base, params={"path": "/f", "mode": "9"}, content=b"")) == (
        400,
        "invalid",
    )
    assert (await doors.ann.post(base + "/mkdir", json={"path": "/srv/y"})).status_code == 204
    moved = await doors.ann.post(base + "/move", json={"source": "/srv/x/f", "destination": "/srv/y/g"})
    assert moved.status_code == 204
    listed = (await doors.ann.get(base + "/list", params={"path": "/srv/y"})).json()
    assert [entry["name"] for entry in listed["items"]] == ["g"]
    assert (await doors.ann.get(base + "/stat", params={"path": "/srv/y"})).json()["type"] == "directory"
    assert told(await doors.ann.post(base + "/remove", json={"path": "/srv/y"})) == (409, "not_empty")
    assert (
        await doors.ann.post(base + "/remove", json={"path": "/srv/y", "recursive": True})
    ).status_code == 204


async def test_an_empty_file(doors: Any) -> None:
    await create(doors.ann)
    base = "/machines/one/files"
    assert (await doors.ann.put(base, params={"path": "/tmp/e"}, content=b"")).json()["size"] == 0
    assert (await doors.ann.get(base, params={"path": "/tmp/e"})).content == b""


async def test_logs_console_and_metrics(doors: Any) -> None:
    await create(doors.ann, command=sh("echo out; echo err >&2"))
    text = await doors.ann.get("/machines/one/logs", params={"follow": "true"})
    assert sorted(text.text.splitlines()) == ["err", "out"]
    lines = await doors.ann.get("/machines/one/logs", headers={"Accept": "application/x-ndjson"})
    chunks = [msgspec.json.decode(line, type=LogChunk) for line in lines.content.splitlines()]
    assert {(chunk.stream, chunk.text) for chunk in chunks} == {("stdout", "out\n"), ("stderr", "err\n")}
    assert len((await doors.ann.get("/machines/one/logs", params={"tail": 1})).text.splitlines()) == 1
    assert (await doors.ann.get("/machines/one/console")).status_code == 200
    assert (await doors.ann.get("/machines/one/metrics")).json()["memory_total"] > 0
    assert (await doors.ann.get("/machines/one/ports")).json() == {"items": []}
    await doors.ann.post("/machines/one/sleep")
    assert told(await doors.ann.get("/machines/one/ports")) == (409, "machine_asleep")


async def test_a_paused_machine_says_what_to_do(doors: Any) -> None:
    await create(doors.ann)
    await doors.ann.post("/machines/one/pause")
    answer = await doors.ann.post("/machines/one/exec", json={"argv": ["true"]})
    assert told(answer) == (409, "machine_state")
    assert "resume" in answer.json()["detail"]
