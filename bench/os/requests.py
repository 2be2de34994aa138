"""Small requests: how many a second, how long each waits, what each costs the daemon."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from bench.measure import Row, Sample
from bench.os.client import Load, Make, load, request
from bench.os.desk import Desk

AT_ONCE = (1, 16)
REQUESTS = 300  # of each round
LISTED = 200
CONTENT = os.urandom(4096)

# Puter's own self-host edition on a quiet box of the same kind: requests a second with 16 at once, and how many times that is wanted.
PUTER: Mapping[str, tuple[int, int]] = {
    "whoami": (634, 3),
    "stat": (1476, 3),
    f"list of {LISTED}": (249, 5),
    "write 4 KB": (211, 5),
    "overwrite 4 KB": (228, 5),
    "read 4 KB": (678, 3),
    "mkdir": (404, 5),
    "kv set": (141, 15),
    "kv get": (162, 15),
}


@dataclass(frozen=True)
class Ask:
    name: str
    make: Make


def requests(desk: Desk, rounds: int) -> list[Row]:
    return [
        row for ask in asks(desk, furnish(desk)) for each in AT_ONCE for row in _rows(desk, ask, each, rounds)
    ]


def memory(desk: Desk, _rounds: int) -> list[Row]:
    return [
        Row(
            "daemon, resident now",
            Sample("resident", (desk.resident_mib,), "MiB"),
            None,
            "120, 200 after load",
        ),
        Row(
            "daemon, what it shares with others by its share",
            Sample("proportional", (desk.proportional_mib,), "MiB"),
            None,
            "120, 200 after load",
        ),
    ]


_homes = count()


def furnish(desk: Desk) -> str:
    """A fresh directory with two hundred files in it and room for more; its path."""
    home = f"/admin/Documents/bench-{next(_homes)}"
    for directory in ("read", "written", "made"):
        desk.mkdir(f"{home}/{directory}")
    for number in range(LISTED):
        desk.client.put(
            "/files", params={"path": f"{home}/read/{number:03}"}, content=CONTENT
        ).raise_for_status()
    desk.client.put("/kv/entry", json={"key": "bench", "value": "x" * 100}).raise_for_status()
    return home


def asks(desk: Desk, home: str) -> Sequence[Ask]:
    fresh = count()
    sent = desk.authorization

    def get(name: str, path: str) -> Ask:
        made = request("GET", f"/api/v1{path}", sent)
        return Ask(name, lambda: made)

    def put(path: str) -> bytes:
        binary = sent | {"Content-Type": "application/octet-stream"}
        return request("PUT", f"/api/v1/files?path={path}", binary, CONTENT)

    def post(method: str, path: str, body: object) -> bytes:
        return request(
            method, f"/api/v1{path}", sent | {"Content-Type": "application/json"}, json.dumps(body).encode()
        )

    return [
        get("whoami", "/me"),
        get("stat", f"/files/stat?path={home}/read/100"),
        get(f"list of {LISTED}", f"/files/list?path={home}/read&limit={LISTED}"),
        Ask("write 4 KB", lambda: put(f"{home}/written/{next(fresh)}")),
        Ask("overwrite 4 KB", lambda: put(f"{home}/read/{next(fresh) % LISTED:03}")),
        get("read 4 KB", f"/files?path={home}/read/100"),
        Ask("mkdir", lambda: post("POST", "/files/mkdir", {"path": f"{home}/made/{next(fresh)}"})),
        Ask(
            "kv set",
            lambda: post("PUT", "/kv/entry", {"key": f"bench-{next(fresh) % 50}", "value": "x" * 100}),
        ),
        get("kv get", "/kv/entry?key=bench"),
    ]


def _rows(desk: Desk, ask: Ask, at_once: int, rounds: int) -> list[Row]:
    """Ours and the bare server's in turn, the same request and the same answer; one uncounted round first."""
    desk.tell_bare(_answer_to(desk, ask))
    ours, bare = [], []
    for number in range(rounds + 1):
        taken = load(desk.home.port, desk.pids, ask.make, count=REQUESTS, at_once=at_once)
        floor = load(desk.bare_port, [desk.bare_pid], ask.make, count=REQUESTS, at_once=at_once)
        if number:
            ours.append(taken)
            bare.append(floor)
    name = f"{ask.name}, {at_once} at once"
    speed, times = PUTER[ask.name]
    target = f"{times} x {speed} = {times * speed} requests/s" if at_once > 1 else ""
    return [
        Row(f"{name}: requests/s", _per_second("ingle", ours), _per_second("bare uvicorn", bare), target),
        Row(f"{name}: ms", _latencies("ingle", ours), _latencies("bare uvicorn", bare)),
        Row(f"{name}: CPU of the server", _cpu("ingle", ours), _cpu("bare uvicorn", bare)),
    ]


def _answer_to(desk: Desk, ask: Ask) -> bytes:
    line, _, rest = ask.make().partition(b"\r\n")
    method, path, _ = line.decode().split()
    if method != "GET":
        return b"{}"
    return desk.client.get(path.removeprefix("/api/v1")).raise_for_status().content if rest else b""


def _per_second(name: str, taken: Sequence[Load]) -> Sample:
    return Sample(name, tuple(each.per_second for each in taken), "requests/s")


def _latencies(name: str, taken: Sequence[Load]) -> Sample:
    return Sample(name, tuple(one for each in taken for one in each.latencies))


def _cpu(name: str, taken: Sequence[Load]) -> Sample:
    return Sample(name, tuple(each.cpu_ms for each in taken), "CPU ms a request")
