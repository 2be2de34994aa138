"""WebDAV with clients that others wrote, against a live daemon: litmus, which tries the whole of RFC 4918, and cadaver, which people type into."""

import os
import subprocess
from collections.abc import Iterator

import pytest

from support.house import House, house

SUITES = ("basic", "copymove", "props", "locks", "http")


@pytest.fixture(scope="module")
def home() -> Iterator[tuple[House, str]]:
    with house(engine="fake") as made:
        secret = made.json("token", "create", "--scope", "files:read", "--scope", "files:write", "dav")[
            "secret"
        ]
        yield made, secret


@pytest.mark.parametrize("suite", SUITES)
def test_litmus(home: tuple[House, str], suite: str) -> None:
    made, secret = home
    done = subprocess.run(
        ["litmus", "--keep-going", f"{made.url}/dav/~/", "admin", secret],
        capture_output=True,
        text=True,
        check=False,
        cwd=made.directory,  # it leaves its log where it runs
        env={**os.environ, "TESTS": suite},
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert f"summary for `{suite}'" in done.stdout
    assert "FAIL" not in done.stdout


def test_cadaver(home: tuple[House, str]) -> None:
    made, secret = home
    netrc = made.directory / ".netrc"
    netrc.write_text(f"machine 127.0.0.1 login admin password {secret}\n")
    netrc.chmod(0o600)
    (made.directory / "up.txt").write_text("from here\n")
    typed = "\n".join(
        [
            *("mkcol trip", "cd trip", "put up.txt", "lock up.txt", "unlock up.txt", "copy up.txt two.txt"),
            *("propset two.txt color red", "propget two.txt", "move two.txt three.txt", "ls"),
            *("get three.txt down.txt", "delete up.txt", "ls", "quit", ""),
        ]
    )
    done = subprocess.run(
        ["cadaver", f"{made.url}/dav/~/Documents/"],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        cwd=made.directory,
        env={**os.environ, "HOME": str(made.directory)},
        timeout=300,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "failed" not in said, said
    assert "color = red" in said, said
    assert (made.directory / "down.txt").read_text() == "from here\n"
    assert [each["name"] for each in made.json("files", "ls", "~/Documents/trip")] == ["three.txt"]
