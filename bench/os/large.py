"""One large file up and down over loopback, against the bare server taking and streaming as many bytes."""

from collections.abc import Iterator
from time import perf_counter

import httpx

from bench.measure import Row, Sample, in_turn
from bench.os.desk import Desk

PIECE = bytes(256 * 1024)
PIECES = 1024
SIZE = PIECES * len(PIECE)


def large(desk: Desk, rounds: int) -> list[Row]:
    desk.tell_bare(b"{}")
    path = {"path": "/admin/Documents/large"}
    with httpx.Client(base_url=f"http://127.0.0.1:{desk.bare_port}", trust_env=False, timeout=600) as bare:
        taken = in_turn(
            max(1, rounds // 3),
            up=lambda: _up(desk.client, "/files", path),
            bare_up=lambda: _up(bare, "/", {}),
            kept_up=lambda: _up(bare, "/kept", {}),
            down=lambda: _down(desk.client, "/files", path),
            bare_down=lambda: _down(bare, "/stream", {"size": str(SIZE)}),
        )
    resident = Sample("resident", (desk.resident_mib,), "MiB")
    return [
        Row(f"{SIZE >> 20} MiB {way}", _speed("ingle", taken[ours]), _speed(name, taken[reference]), "0.7")
        for way, ours, name, reference in (
            ("up", "up", "bare uvicorn, which forgets it", "bare_up"),
            ("up, kept", "up", "bare uvicorn, into a file that it syncs", "kept_up"),
            ("down", "down", "bare uvicorn", "bare_down"),
        )
    ] + [Row("daemon after that", resident, None)]


def _speed(name: str, values: tuple[float, ...]) -> Sample:
    return Sample(name, values, "MB/s")


def _up(client: httpx.Client, path: str, params: dict[str, str]) -> float:
    def pieces() -> Iterator[bytes]:
        for _ in range(PIECES):
            yield PIECE

    begun = perf_counter()
    client.put(path, params=params, content=pieces()).raise_for_status()
    return SIZE / 1e6 / (perf_counter() - begun)


def _down(client: httpx.Client, path: str, params: dict[str, str]) -> float:
    begun, received = perf_counter(), 0
    with client.stream("GET", path, params=params) as answer:
        for piece in answer.iter_raw():
            received += len(piece)
    if received != SIZE:
        raise RuntimeError(f"{received} bytes arrived of {SIZE}")
    return SIZE / 1e6 / (perf_counter() - begun)
