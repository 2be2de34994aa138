import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from ingle.runtime import proc
from ingle.runtime.cgroups import ControlGroup
from ingle.runtime.processes import (
    Detached,
    Process,
    ProcessExit,
    ProgramMissingError,
    ToolError,
    ToolTimeoutError,
    find_program,
    hold,
    run,
    spawn,
)

Make = Callable[..., Detached]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def detached(*argv: str, descriptors: Sequence[int] = (), file_limit: int | None = None) -> Detached:
        return Detached(
            argv, tmp_path / "log", tmp_path, {"KEPT": "yes"}, descriptors=descriptors, file_limit=file_limit
        )

    return detached


@pytest.fixture
async def sleeper(make: Make) -> AsyncIterator[Process]:
    process = await spawn(make("/bin/sleep", "600"))
    yield process
    await process.kill()
    process.release()


async def finish(process: Process) -> ProcessExit:
    with anyio.fail_after(20):
        exit_ = await process.wait()
    process.release()
    return exit_


async def test_a_child_tells_exactly_how_it_ended(make: Make) -> None:
    assert await finish(await spawn(make("/bin/sh", "-c", "exit 7"))) == ProcessExit(code=7)
    assert await finish(await spawn(make("/bin/sh", "-c", "kill -TERM $$"))) == ProcessExit(
        signal=signal.SIGTERM
    )


async def test_a_program_enters_its_group_before_it_begins(make: Make, tmp_path: Path) -> None:
    """As the very process that is held, with its words as they are; into a folder that looks like a group."""
    look = "import os, sys; print(os.getpid(), open(sys.argv[1]).read(), sys.argv[2:])"
    words = [str(tmp_path / "cgroup.procs"), "a b", "$HOME", "", "*"]
    spec = make(sys.executable, "-c", look, *words)
    process = await spawn(replace(spec, group=ControlGroup(tmp_path)))
    pid = process.identity.pid
    assert await finish(process) == ProcessExit(code=0)
    assert spec.log.read_text() == f"{pid} 0\n {words[1:]}\n"


async def test_a_program_whose_group_is_gone_does_not_begin(make: Make, tmp_path: Path) -> None:
    spec = replace(make("/bin/touch", str(tmp_path / "begun")), group=ControlGroup(tmp_path / "gone"))
    assert (await finish(await spawn(spec))).code != 0
    assert not (tmp_path / "begun").exists()
    with pytest.raises(ProgramMissingError, match="no-such-program"):
        await spawn(replace(make("/no-such-program"), group=ControlGroup(tmp_path)))


async def test_a_detached_process_has_its_own_session_and_nothing_of_ours(make: Make, tmp_path: Path) -> None:
    readable, writable = os.pipe()
    os.set_inheritable(readable, True)  # even a careless library's descriptor stays with us
    script = 'echo "$KEPT:$HOME:$PWD"; ls /proc/self/fd | tr "\\n" " "; cut -d" " -f1,6,7 /proc/self/stat; echo no >&2'
    process = await spawn(make("/bin/sh", "-c", script, descriptors=[writable]))
    assert await finish(process) == ProcessExit(code=0)
    os.close(readable)
    os.close(writable)
    words, listing, error = (tmp_path / "log").read_text().splitlines()
    assert words == f"yes::{tmp_path}"
    *descriptors, _, session, terminal = listing.split()
    assert set(map(int, descriptors)) - {0, 1, 2, 3} == {writable} - {3}  # 3 is ls reading the folder
    assert int(session) == process.identity.pid
    assert terminal == "0"
    assert error == "no"


async def test_many_may_wait_and_one_may_give_up(sleeper: Process) -> None:
    exits = []

    async def wait() -> None:
        exits.append(await sleeper.wait())

    with anyio.move_on_after(0):
        await sleeper.wait()
    assert sleeper.alive
    with anyio.fail_after(20):
        async with anyio.create_task_group() as tasks:
            for _ in range(3):
                tasks.start_soon(wait)
            await anyio.lowlevel.checkpoint()
            sleeper.signal(signal.SIGTERM)
    assert exits == [ProcessExit(signal=signal.SIGTERM)] * 3
    assert not sleeper.alive
    assert await sleeper.kill() == exits[0]  # again, for good measure


async def test_someone_elses_process_is_held_and_waited_for(tmp_path: Path) -> None:
    # The shell starts a grandchild and ends; it is not our child, as after a restart of the daemon.
    script = "/bin/sleep 600 </dev/null >/dev/null 2>&1 & echo $!"
    pid = int(await run(["sh", "-c", script], timeout=10))
    process = hold(pid)
    assert process is not None
    assert process.alive
    with anyio.fail_after(20):
        assert await process.kill() == ProcessExit()
    assert not process.alive
    process.release()


async def test_released_means_left_alone(sleeper: Process) -> None:
    other = hold(sleeper.identity.pid)
    assert other is not None
    assert other.identity == sleeper.identity
    other.release()
    other.signal(signal.SIGKILL)  # it is no longer ours to signal
    assert sleeper.alive


def test_nobody_is_held() -> None:
    assert hold(2**22 + 1) is None


async def test_a_file_limit_makes_writes_fail_and_not_the_process(make: Make, tmp_path: Path) -> None:
    readable, writable = os.pipe()
    code = (  # it waits for a byte, because the limit comes just after its start
        f"import os\nos.read({readable}, 1)\nf = open('big', 'wb', 0)\n"
        "try:\n    [f.write(bytes(1000)) for _ in range(9)]\nexcept OSError: print('refused')"
    )
    process = await spawn(make(sys.executable, "-c", code, descriptors=[readable], file_limit=4000))
    os.write(writable, b"x")
    assert await finish(process) == ProcessExit(code=0)
    os.close(readable)
    os.close(writable)
    assert (tmp_path / "log").read_text() == "refused\n"
    assert (tmp_path / "big").stat().st_size == 4000


async def test_a_missing_program_is_named(make: Make) -> None:
    with pytest.raises(ProgramMissingError, match="no-such-program"):
        await spawn(make("/no-such-program"))
    with pytest.raises(ProgramMissingError, match="no-such-tool"):
        await run(["no-such-tool"], timeout=10)


async def test_a_tool_returns_its_output_or_says_why_not() -> None:
    assert await run(["echo", "a b"], timeout=10) == b"a b\n"
    with pytest.raises(ToolError, match="sh failed with status 3: broken pipe dream") as caught:
        await run(["sh", "-c", "echo broken pipe dream >&2; exit 3"], timeout=10)
    assert caught.value.stderr == "broken pipe dream"


async def test_a_tool_that_does_not_read_what_it_is_given_says_why() -> None:
    given = b"x" * (1 << 20)  # more than a pipe holds
    assert await run(["cat"], timeout=10, stdin=given) == given
    with pytest.raises(ToolError, match="sh failed with status 3: no, thank you"):
        await run(["sh", "-c", "echo no, thank you >&2; exit 3"], timeout=10, stdin=given)


async def test_a_tool_that_hangs_is_ended() -> None:
    with pytest.raises(ToolTimeoutError, match=r"longer than 0\.05 s"):
        await run(["sleep", "600"], timeout=0.05)


def test_system_directories_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    assert find_program("mkfs.ext4").name == "mkfs.ext4"


async def test_a_companion_ends_with_its_process_and_goes_on_when_that_is_released(tmp_path: Path) -> None:
    async def sleeper(name: str) -> Process:
        return await spawn(Detached(["sleep", "600"], tmp_path / name, tmp_path, {"PATH": os.defpath}))

    first, second, companion = [await sleeper(name) for name in ("first", "second", "companion")]
    first.accompany(companion)
    pid = companion.identity.pid
    first.release()
    assert not companion.alive  # let go of
    held = hold(pid)
    assert held is not None
    assert held.alive
    second.accompany(held)
    await second.kill()
    assert proc.identity(pid) is None
    second.release()
    os.kill(first.identity.pid, signal.SIGKILL)
    os.waitpid(first.identity.pid, 0)  # noqa: ASYNC222


async def test_a_tool_reads_what_it_is_given() -> None:
    assert await run(["cat"], timeout=30, stdin=b"words") == b"words"
