"""Administering people from the command line, against a real daemon."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import bcrypt
import pytest

from support.command_line import CommandLine
from support.daemons import living


@pytest.fixture
async def socket(tmp_path: Path) -> AsyncIterator[Path]:
    async with living(tmp_path) as daemon:
        yield daemon.served.socket


async def invoke(socket: Path, *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    done = await CommandLine(f"unix:{socket}").ended(*words)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


async def run(socket: Path, *words: str) -> str:
    code, out, err = await invoke(socket, *words)
    assert code == 0, err
    return out


async def test_people_are_taken_over_suspended_and_let_in_again(socket: Path, tmp_path: Path) -> None:
    hashed = bcrypt.hashpw(b"correct horse", bcrypt.gensalt(4)).decode()
    file = tmp_path / "people.json"
    file.write_text(json.dumps([{"name": "ann", "password_hash": hashed}, {"name": "bob"}]))
    assert await run(socket, "user", "import", str(file)) == "ann\nbob\n"
    assert await run(socket, "user", "suspend", "ann") == "ann\n"
    assert await run(socket, "user", "unsuspend", "ann") == "ann\n"
    assert len((await run(socket, "user", "password", "bob")).strip()) == 23
    assert await run(socket, "user", "otp-off", "bob") == "bob\n"
    file.write_text('[{"nom": "ann"}]')
    code, _, err = await invoke(socket, "user", "import", str(file))
    assert code != 0
    assert "not a list of people" in err


async def test_somebody_is_changed_and_their_ways_in_are_ended(socket: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    file.write_text('[{"name": "ann"}]')
    await run(socket, "user", "import", str(file))
    said = await run(
        socket, "user", "set", "ann", "--name", "anna", "--email", "a@example.com", "--admin", "--json"
    )
    changed = json.loads(said)
    assert (changed["name"], changed["email"], changed["admin"]) == ("anna", "a@example.com", True)
    assert await run(socket, "user", "set", "anna", "--no-admin") == "anna\n"
    code, _, err = await invoke(socket, "user", "set", "admin", "--no-admin")
    assert code != 0
    assert "the last admin stays one" in err

    await run(socket, "token", "create", "robot")
    ways = json.loads(await run(socket, "user", "ways", "admin", "--json"))
    assert (ways["sessions"], [one["name"] for one in ways["tokens"]], ways["passkeys"]) == (
        [],
        ["robot"],
        [],
    )
    token = ways["tokens"][0]["id"]
    assert await run(socket, "user", "end", "admin", token) == f"{token}\n"
    assert await run(socket, "user", "end", "admin") == "admin\n"
    assert "robot" not in await run(socket, "user", "ways", "admin")
    for nobody in ("ses_x", "pky_x"):
        code, _, err = await invoke(socket, "user", "end", "admin", nobody)
        assert code != 0
        assert "they have no such" in err


async def test_invites(socket: Path) -> None:
    made = json.loads(await run(socket, "invite", "create", "--uses", "2", "--note", "friends", "--json"))
    assert made["code"].count("-") == 2
    assert "friends" in await run(socket, "invite", "ls")
    assert await run(socket, "invite", "rm", made["invite"]["id"]) == made["invite"]["id"] + "\n"
    assert json.loads(await run(socket, "invite", "ls", "--json")) == []
