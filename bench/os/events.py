"""A change, until another window of the same person hears of it. The clock starts before the request that changes something is sent."""

import json
from itertools import count
from time import perf_counter

from websockets.sync.client import connect

from bench.measure import Row, Sample
from bench.os.desk import Desk

CHANGES = 10  # of each round
_numbers = count()


def events(desk: Desk, rounds: int) -> list[Row]:
    url = desk.home.url.replace("http:", "ws:") + "/api/v1/events"
    heard, answered = [], []
    with connect(url, additional_headers=desk.authorization) as window:
        window.recv()  # that it is open
        for _ in range(rounds * CHANGES):
            name = f"heard-{next(_numbers)}"
            begun = perf_counter()
            desk.client.post("/files/mkdir", json={"path": f"/admin/Documents/{name}"}).raise_for_status()
            answered.append((perf_counter() - begun) * 1000)
            while name not in json.dumps(json.loads(window.recv(timeout=60))):
                pass
            heard.append((perf_counter() - begun) * 1000)
    return [
        Row(
            "change, until another window hears of it / until it is answered",
            Sample("heard", tuple(heard)),
            Sample("answered", tuple(answered)),
            "50 ms p95",
        )
    ]
