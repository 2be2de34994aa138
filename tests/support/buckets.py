"""A real S3-compatible server of our own for tests (SeaweedFS, installed by scripts/test), on loopback only, with one bucket; and what goes wrong with one.

It starts in seconds, so one serves all tests of a worker; each test has a prefix of its own.
"""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import anyio
import pytest
from pydantic import SecretStr

from ingle.drivers.bytes.s3.bucket import Bucket
from ingle.files.errors import ByteStoreError
from ingle.files.settings import S3Settings
from support.waiting import wait_until

_INSTALLED = Path(__file__).parents[2] / ".tools" / "servers" / "bin" / "weed"
ACCESS, SECRET = "AKTESTS", "swordfish-of-tests"
_IDENTITIES = (
    '{"identities": [{"name": "tests", "actions": ["Admin", "Read", "Write", "List"], '
    f'"credentials": [{{"accessKey": "{ACCESS}", "secretKey": "{SECRET}"}}]}}]}}'
)
_LISTENING = ("master", "volume", "filer", "s3")


def _free_ports(count: int) -> list[int]:
    """Taken all at once, so that they differ."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def _program() -> str:
    found = str(_INSTALLED) if _INSTALLED.exists() else shutil.which("weed")
    return found or pytest.fail("no S3 server (SeaweedFS, `weed`) is installed: scripts/test does it")


def _command(folder: Path, ports: list[int]) -> list[str]:
    told = [
        flag
        for place, name in enumerate(_LISTENING)
        for flag in (f"-{name}.port={ports[2 * place]}", f"-{name}.port.grpc={ports[2 * place + 1]}")
    ]
    return [
        *(_program(), "-v=0", f"-logdir={folder}", "server", f"-dir={folder / 'data'}", *told),
        *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", f"-s3.config={folder / 'identities.json'}"),
        *(
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            f"-s3.localSocket={folder / 's3.sock'}",
            "-s3.iam=false",
            "-s3.autoCreateBucket=false",
        ),
        *("-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=30"),
    ]


@contextmanager
def running_bucket() -> Iterator[S3Settings]:
    """A server with an empty bucket; leaving ends it."""
    with TemporaryDirectory(prefix="ingle-s3-") as name:
        folder, ports = Path(name), _free_ports(2 * len(_LISTENING))
        (folder / "data").mkdir()
        (folder / "identities.json").write_text(_IDENTITIES)
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                _command(folder, ports),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env={**os.environ, "HOME": name},
                start_new_session=True,
            )
        settings = S3Settings(
            bucket="ingle",
            endpoint=f"http://127.0.0.1:{ports[6]}",
            access_key=SecretStr(ACCESS),
            secret_key=SecretStr(SECRET),
        )
        try:
            wait_until(
                lambda: _takes_a_bucket(settings, server, folder / "log"),
                timeout=120,
                explain=lambda: (folder / "log").read_text(errors="replace")[-3000:],
            )
            yield settings
        finally:
            server.send_signal(signal.SIGKILL)  # what it keeps goes with it
            server.wait()
            _remove_sockets(ports)


def _remove_sockets(ports: list[int]) -> None:
    """Which it makes in /tmp, wherever it is told to keep things."""
    for port in ports:
        for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
            left.unlink(missing_ok=True)


def _takes_a_bucket(settings: S3Settings, server: subprocess.Popen[bytes], log: Path) -> bool:
    """Whether it is there and something can be written to it."""
    assert server.poll() is None, log.read_text(errors="replace")[-3000:]
    port = int(settings.endpoint.rpartition(":")[2])
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)):
            return False
    made = Bucket("tests", settings)
    try:
        made._client.create_bucket(Bucket=settings.bucket)
    except Exception as error:  # noqa: BLE001 - of botocore: not ready yet, or made by the last try
        if "BucketAlreadyOwnedByYou" not in str(error):
            return False
    try:
        made.put("probe", BytesIO(b"probe"))
        made.remove("probe")
    except ByteStoreError:
        return False
    finally:
        made.close()
    return True


@dataclass
class Cutter:
    """Between us and a server: hangs up after so many bytes of each of the next answers."""

    cuts: list[int] = field(default_factory=list)
    connections: int = 0


@asynccontextmanager
async def cutting(settings: S3Settings) -> AsyncIterator[tuple[Cutter, S3Settings]]:
    """The same bucket, through a cutter; leaving hangs up on everybody."""
    port = int(settings.endpoint.rpartition(":")[2])
    cutter = Cutter()
    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(cast("asyncio.Task[None]", asyncio.current_task()))
        cutter.connections += 1
        limit = cutter.cuts.pop(0) if cutter.cuts else 1 << 60
        above_reader, above_writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            async with anyio.create_task_group() as either:
                either.start_soon(_pump, reader, above_writer, 1 << 60, either.cancel_scope)
                either.start_soon(_pump, above_reader, writer, limit, either.cancel_scope)
        finally:
            for end in (writer, above_writer):
                end.transport.abort()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        through = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield cutter, replace(settings, endpoint=through)
    for task in serving:
        task.cancel()
    if serving:
        await asyncio.wait(serving)


async def _pump(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, limit: int, both: anyio.CancelScope
) -> None:
    left = limit
    with suppress(ConnectionError):
        while left > 0 and (data := await source.read(65536)):
            target.write(data[:left])
            await target.drain()
            left -= len(data)
    both.cancel()


def empty(bucket: Bucket, prefix: str) -> None:
    """Whatever lies below the prefix goes, and what was on its way there."""
    client, name = bucket._client, bucket._bucket
    for upload in client.list_multipart_uploads(Bucket=name, Prefix=prefix).get("Uploads", ()):
        client.abort_multipart_upload(Bucket=name, Key=upload["Key"], UploadId=upload["UploadId"])
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=name, Prefix=prefix):
        for each in page.get("Contents", ()):
            client.delete_object(Bucket=name, Key=each["Key"])


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Settings]:
    with running_bucket() as settings:
        yield settings


@pytest.fixture
def bucket(s3_server: S3Settings) -> S3Settings:
    """A place in a bucket that nobody else uses."""
    return replace(s3_server, prefix=f"{os.urandom(6).hex()}/")
