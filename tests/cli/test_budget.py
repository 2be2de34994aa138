"""Start-up is a budget. It is kept in what is imported, which does not depend on the machine; scripts/bench measures the time."""

import os
import subprocess
from pathlib import Path

import pytest

from support.standin.program import PROGRAM

# Each costs more to import than a bare interpreter takes to start, or leads to one that does.
HEAVY = {"anyio", "asyncio", "click", "dataclasses", "email", "http", "httpx", "importlib.metadata", "inspect", "logging", "msgspec", "pathlib", "rich", "ssl",
         "subprocess", "typing_extensions", "urllib", "websockets"}  # fmt: skip
MOST_MODULES = 110  # `exec` loads about 90, some 30 of them with a bare interpreter


def imported(*words: str) -> set[str]:
    """The modules that are loaded when `bin/ingle` has run these words."""
    root = PROGRAM.resolve().parents[1]
    start = PROGRAM.read_text().split("-c '", 1)[1].split('\' "$root"')[0]
    tell = "import os, sys; end = os._exit; os._exit = lambda code: (print(*sys.modules, file=sys.stderr), end(code)); sys.exit = os._exit\n"
    python = [str(root / ".venv" / "bin" / "python"), "-I", "-S", "-X", "utf8"]
    done = subprocess.run([*python, "-c", tell + start, str(root), *words], capture_output=True, check=False)
    return set(done.stderr.decode().splitlines()[-1].split())


def heavy(modules: set[str]) -> set[str]:
    return {module for module in modules if module in HEAVY or module.partition(".")[0] in HEAVY}


def test_version_imports_next_to_nothing() -> None:
    modules = imported("--version")
    assert {module for module in modules if module.startswith("ingle")} == {
        "ingle",
        "ingle.cli",
        "ingle.cli.main",
    }
    assert not heavy(modules)


@pytest.mark.usefixtures("daemon")
def test_exec_imports_only_what_is_light() -> None:
    modules = imported("exec", "one", "--", "true")
    assert "ingle.cli.console.pump" in modules
    assert not heavy(modules)
    assert len(modules) <= MOST_MODULES


def test_help_needs_no_network_libraries() -> None:
    modules = imported("--help")
    assert "ingle.cli.commands.run" in modules
    assert not modules & {"httpx", "msgspec", "rich", "websockets", "anyio"}


def test_the_program_may_be_linked_to_from_anywhere(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(PROGRAM)
    (tmp_path / "two").symlink_to("one")
    done = subprocess.run([str(tmp_path / "two"), "--version"], capture_output=True, check=True, cwd="/")
    assert done.stdout.startswith(b"ingle ")
    by_path = subprocess.run(
        ["ingle", "--version"],
        capture_output=True,
        check=True,
        env={**os.environ, "PATH": f"{PROGRAM.parent}:/usr/bin:/bin"},
    )
    assert by_path.stdout == done.stdout


def test_a_clone_that_is_not_set_up_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ingle").write_bytes(PROGRAM.read_bytes())
    (tmp_path / "bin" / "ingle").chmod(0o755)
    done = subprocess.run([str(tmp_path / "bin" / "ingle"), "ls"], capture_output=True, check=False)
    assert done.returncode == 69
    assert b"scripts/up" in done.stderr


@pytest.mark.usefixtures("daemon")
def test_surrounding_python_settings_do_not_reach_it(tmp_path: Path) -> None:
    (tmp_path / "socket.py").write_text("raise SystemExit('hijacked')")
    done = subprocess.run(
        [str(PROGRAM), "exec", "nobody", "true"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, b"hijacked" in done.stderr) == (125, False), done.stderr
