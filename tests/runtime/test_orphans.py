import os
import sys
from pathlib import Path

import anyio

from ingle.runtime import proc
from ingle.runtime.orphans import inherit
from ingle.runtime.processes import Detached, Process, ProcessExit, hold, spawn
from support.waiting import wait_until

# Starts a child that ends with 7 once the file `end` is there, tells its pid, and waits for it.
BETWEEN = """
import os, pathlib, time
child = os.fork()
if child == 0:
    while not pathlib.Path("end").exists():
        time.sleep(0.01)
    os._exit(7)
pathlib.Path("new").write_text(str(child))
os.rename("new", "pid")
os.wait()
"""


async def grandchild(folder: Path) -> tuple[Process, Process]:
    between = await spawn(Detached([sys.executable, "-c", BETWEEN], folder / "log", folder, {}))
    wait_until((folder / "pid").exists, timeout=60)
    child = hold(int((folder / "pid").read_text()))
    assert child is not None
    return between, child


async def test_the_exit_of_an_inherited_process_is_told_to_us(tmp_path: Path) -> None:
    between, child = await grandchild(tmp_path)
    await inherit(between)
    assert proc.parent(child.identity.pid) == os.getpid()
    assert proc.identity(between.identity.pid) is None
    (tmp_path / "end").touch()
    with anyio.fail_after(30):
        assert await child.wait() == ProcessExit(code=7)
    child.release()


async def test_other_orphans_are_not_wanted(tmp_path: Path) -> None:
    """Afterwards: an orphan goes to whom it always went."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    between, child = await grandchild(tmp_path / "first")
    await inherit(between)
    other, orphan = await grandchild(tmp_path / "second")
    await other.kill()
    other.release()
    assert proc.parent(orphan.identity.pid) != os.getpid()
    for process in (child, orphan):
        await process.kill()
        process.release()
