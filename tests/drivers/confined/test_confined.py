"""Programs that read what strangers made see and take little."""

import subprocess
from pathlib import Path
from tempfile import TemporaryFile

import anyio
import pytest

from ingle.base.units import MIB
from ingle.drivers.confined import Bounds, confined
from ingle.drivers.confined.command import confined_command
from ingle.drivers.confined.process import find_bwrap


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def run(program: str, bounds: Bounds | None = None, stdin: bytes = b"") -> tuple[bytes, int]:
    with TemporaryFile() as file:
        file.write(stdin)
        file.seek(0)
        async with confined(["/usr/bin/python3", "-I", "-c", program], file, bounds or Bounds()) as running:
            said = b"".join([piece async for piece in running.output()])
            return said, await running.ended()


async def test_it_reads_its_input_and_tells() -> None:
    said, ended = await run("import sys; sys.stdout.write(sys.stdin.read()); sys.exit(3)", stdin=b"hello")
    assert (said, ended) == (b"hello", 3)


async def test_it_sees_no_files_no_network_and_nobody_else(tmp_path: Path) -> None:
    assert find_bwrap() is not None, "bubblewrap cannot make namespaces here"
    (tmp_path / "secret").write_text("x")
    said, _ = await run(
        f"""
import os, socket
print(os.path.exists({str(tmp_path)!r}), os.path.exists('/etc/passwd'), sorted(os.environ))
print([int(p) for p in os.listdir('/proc') if p.isdigit() and int(p) > 2])
try:
    socket.create_connection(('127.0.0.1', 80), 5)
except OSError as error:
    print(type(error).__name__)
for path in ('/usr/x', '/x'):
    try:
        open(path, 'w')
    except OSError as error:
        print(error.strerror)
print([i[1] for i in socket.if_nameindex()])
"""
    )
    lines = said.decode().splitlines()
    assert lines[0] == "False False ['HOME', 'LANG', 'LC_CTYPE', 'PATH', 'PWD']" or lines[0].startswith(
        "False False"
    )
    assert "INGLE" not in lines[0]
    assert lines[1] == "[]"
    assert lines[2] == "ConnectionRefusedError"  # nobody listens in a network of its own
    assert lines[3:5] == ["Read-only file system"] * 2
    assert lines[5] == "['lo']"


@pytest.mark.parametrize(
    "program",
    [
        "x = bytearray(900 << 20)",
        "while True: pass",
        "open('/tmp/x', 'wb').write(bytes(2 << 20))",
    ],
    ids=["memory", "time", "file"],
)
async def test_it_takes_no_more_than_it_may(program: str) -> None:
    bounds = Bounds(memory=300 * MIB, cpu_seconds=1, file=MIB, seconds=120)
    _, code = await run(program, bounds)
    assert code != 0


async def test_one_that_sleeps_is_ended() -> None:
    with pytest.raises(TimeoutError):
        await run("import time; time.sleep(1000)", Bounds(seconds=0.5))


async def test_nothing_stays_when_its_caller_goes(tmp_path: Path) -> None:
    mark = tmp_path.name
    with TemporaryFile() as file:
        argv = ["/usr/bin/python3", "-I", "-c", "print(1, flush=True); import time; time.sleep(1000)", mark]
        async with confined(argv, file, Bounds()) as running:
            assert await anext(running.output()) == b"1\n"  # type: ignore[call-overload] # a generator
    with anyio.fail_after(60):
        while subprocess.run(["pgrep", "-f", mark], capture_output=True, check=False).stdout:  # noqa: ASYNC221, ASYNC110
            await anyio.sleep(0.05)


def test_the_command() -> None:
    words = confined_command(Path("/p"), Path("/b"), ["x"], Bounds(), seen=[Path("/s")])
    assert words[:1] == ["/p"]
    assert words[-4:] == ["--remount-ro", "/", "--", "x"]
    assert words[words.index("/s") - 1 : words.index("/s") + 2] == ["--ro-bind", "/s", "/s"]
    assert confined_command(Path("/p"), None, ["x"], Bounds())[-2:] == ["--", "x"]
