"""A daemon of its own that stands for a while, and what it costs: for measurements of many clients at once."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx

from support.house import free_port


class Standing(NamedTuple):
    pid: int
    address: str  # HOST:PORT
    token: str  # of its admin

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def api(self) -> str:
        return f"http://{self.address}/api/v1/"

    def rss_mib(self) -> float:
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * 4096 / (1 << 20)


@contextmanager
def daemon() -> Iterator[Standing]:
    address = f"127.0.0.1:{free_port()}"
    with TemporaryDirectory(prefix="ingle-") as folder:
        flags = ["--data-dir", folder, "--listen", address, "--engine", "fake", "--log.level", "error"]
        process = subprocess.Popen(
            [sys.executable, "-m", "ingle.daemon", *flags], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        try:
            assert process.stdout is not None
            process.stdout.readline()
            transport = httpx.HTTPTransport(uds=f"{folder}/ingle.sock")
            with httpx.Client(transport=transport, base_url="http://ingle/api/v1/") as operator:
                token = operator.post("tokens", json={"name": "endurance"}).json()["secret"]
            yield Standing(process.pid, address, token)
        finally:
            process.terminate()
            process.wait()


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def middle(milliseconds: list[float]) -> str:
    delays = sorted(milliseconds)
    return f"{delays[len(delays) // 2]:.0f} ms (p50), {delays[int(len(delays) * 0.95)]:.0f} ms (p95)"
