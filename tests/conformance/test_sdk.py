"""The official SDK, unmodified, from Node against a living daemon: each of its methods that needs no desktop."""

import json
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest

from support.boxes import box_installed
from support.daemons import Living, emptied, living
from support.puter import token_for

HERE = Path(__file__).parent
PATIENCE = 240  # seconds, of a busy box

# What each program checks; the programs say the same names.
FILES = [
    "write",
    "upload",
    "read",
    "mkdir",
    "stat",
    "readdir",
    "copy",
    "move",
    "rename",
    "delete",
    "space",
    "socket",
    "item",
]


PEOPLE = ["getUser", "version", "getReadURL", "sign", "app", "refused"]
KV = ["set", "get", "list", "incr", "update", "add", "remove", "expire", "del", "app", "flush"]
APPS = ["create", "get", "update", "list", "users", "checkName", "getDeveloperProfile", "delete", "app"]
HOSTING = ["create", "get", "list", "update", "directories", "delete", "app"]
PERMS = [
    "grantApp",
    "grantOrigin",
    "grantAppAnyUser",
    "request",
    "ownFolders",
    "share",
    "listShared",
    "unshare",
]
DRIVERS = ["drivers", "notifications", "entities", "chat", "models", "media", "elsewhere", "usage"]


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    with box_installed():
        async with living(tmp_path_factory.mktemp("daemon")) as daemon:
            yield daemon


@pytest.fixture
async def daemon(shared_daemon: Living) -> AsyncIterator[Living]:
    async with emptied(shared_daemon) as daemon:
        yield daemon


@pytest.mark.parametrize(
    ("host", "program", "checks"),
    [
        ("127.0.0.1", "files", FILES),
        ("127.0.0.1", "people", PEOPLE),
        ("127.0.0.1", "kv", KV),
        ("127.0.0.1", "apps", APPS),
        ("127.0.0.1", "hosting", HOSTING),
        ("127.0.0.1", "perms", PERMS),
        ("127.0.0.1", "drivers", DRIVERS),
        ("localhost", "files", FILES),  # browser/test_puter_modules has all of them at each name
        ("localhost", "people", PEOPLE),
    ],
)
async def test_each_method_answers_as_the_sdk_expects(
    daemon: Living, host: str, program: str, checks: list[str]
) -> None:
    async with daemon.served.operator() as operator:
        ann, bob = await token_for("ann", operator), await token_for("bob", operator)
    told = await _run(program, f"http://{host}:{daemon.served.port}", ann, "ann", bob, "bob")
    assert list(told) == checks
    wrong = [f"{name}: {what}" for name, what in told.items() if what]
    assert not wrong, "\n".join(wrong)


async def _run(program: str, *arguments: str) -> dict[str, str]:
    """What each check of the program says: "" or what went wrong."""
    with anyio.fail_after(PATIENCE):
        done = await anyio.run_process(
            ["node", str(HERE / f"{program}.mjs"), *arguments], check=False, stderr=subprocess.STDOUT
        )
    lines = done.stdout.decode().strip().splitlines()
    assert done.returncode == 0, done.stdout.decode()
    told: dict[str, str] = json.loads(lines[-1])
    return told
