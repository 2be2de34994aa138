"""Tools are run to their end, and never outlive whoever wanted them."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest

from ingle.drivers.rootfs.process import run_tool
from ingle.images.errors import ImageToolMissingError
from support.waiting import wait_until

pytestmark = pytest.mark.anyio


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def test_output_errors_input_and_status_come_through() -> None:
    out: list[str] = []
    err: list[str] = []
    script = "cat; umask; printf 'one\\rtwo\\nend' >&2; exit 7"
    ended = await run_tool(["sh", "-c", script], stdin=b"in\n", on_output=out.append, on_line=err.append)
    assert (ended.code, out, err) == (7, ["in", "0022"], ["one", "two", "end"])
    assert ended.tail == "one\ntwo\nend"


async def test_argv_arrives_unchanged() -> None:
    out: list[str] = []
    words = ["a b", "$HOME", "'\"", "*", ""]
    await run_tool(
        [sys.executable, "-c", "import sys; [print(repr(a)) for a in sys.argv[1:]]", *words],
        on_output=out.append,
    )
    assert out == [repr(word) for word in words]


async def test_a_missing_tool_names_its_package() -> None:
    with pytest.raises(ImageToolMissingError, match="apt-get install no-such-tool"):
        await run_tool(["no-such-tool"])


async def test_an_endless_line_is_cut() -> None:
    lengths: list[int] = []
    await run_tool(
        ["sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x"],
        on_output=lambda line: lengths.append(len(line)),
    )
    assert max(lengths) <= 64 * 1024


async def cancelled_when_it_runs(pids: Path) -> None:
    """A tool that has a child; `pids`: where it says who both are."""
    script = f"sleep 1000 & echo $! >{pids}.new; echo $$ >>{pids}.new; mv {pids}.new {pids}; wait"
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run_tool, ["sh", "-c", script])
        with anyio.fail_after(30):
            while not pids.exists():
                await anyio.lowlevel.checkpoint()
        tasks.cancel_scope.cancel()
    for pid in map(int, pids.read_text().split()):
        wait_until(lambda pid=pid: not lives(pid), explain=lambda: "a tool outlives its call")


async def test_cancelling_ends_the_tool_and_its_children(tmp_path: Path) -> None:
    await cancelled_when_it_runs(tmp_path / "pids")


async def test_cancelling_before_it_is_known_to_run_does_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy(subprocess.Popen[bytes]):
        """As if the daemon had much else to do, and heard late that its tool runs."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            wait_until((tmp_path / "pids").exists)

    monkeypatch.setattr(subprocess, "Popen", Busy)
    await cancelled_when_it_runs(tmp_path / "pids")


def test_a_killed_daemon_takes_its_tools_with_it(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = f"sleep 1000 & echo $! >{pids}.new; echo $$ >>{pids}.new; mv {pids}.new {pids}; wait"
    program = f"import anyio; from ingle.drivers.rootfs.process import run_tool; anyio.run(run_tool, ['sh', '-c', {script!r}])"
    daemon = subprocess.Popen([sys.executable, "-c", program])
    wait_until(pids.exists, timeout=30)
    os.kill(daemon.pid, signal.SIGKILL)
    daemon.wait()
    for pid in map(int, pids.read_text().split()):
        wait_until(lambda pid=pid: not lives(pid), explain=lambda: "a tool outlives the daemon")
