"""The command line and the SDK on a real machine, where the stand-in of their own tests could have been kind."""

import os
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.sdk import ConflictError, Ingle, InvalidError, NotFoundError
from support.house import House
from support.typist import typing

pytestmark = pytest.mark.machine


@pytest.fixture
def ingle(home: House) -> Iterator[Ingle]:
    with Ingle(f"unix:{home.directory}/data/ingle.sock") as client:
        yield client


def test_a_shell_is_let_go_and_comes_back_with_its_scrollback(home: House, one: str) -> None:
    with typing("shell", one, env=home.environment) as person:
        person.type(b"stty size; echo before-$((6*7))\n")
        person.sees(b"40 132")
        person.sees(b"before-42")
        person.type(b"\x10\x11")
        person.sees(b"ingle attach")
        assert person.process.wait(20) == 0
        session = re.search(rb"ingle attach \S+ (\S+?)\]", person.seen)
    assert session is not None
    name = session[1].decode()
    assert name in home.ingle("sessions", one).stdout.decode()
    with typing("attach", one, name, env=home.environment) as person:
        person.sees(b"before-42")
        person.type(b"echo after-$((6*7)); exit 3\n")
        person.sees(b"after-42")
        assert person.process.wait(20) == 3


def test_an_open_shell_outlives_the_daemon(home: House) -> None:
    with home.machine("shelled"), typing("shell", "shelled", env=home.environment) as person:
        person.type(b"MARK=still-here; echo before-$((6*7))\n")
        person.sees(b"before-42")
        home.kill()
        person.sees(b"waiting for it")
        person.seen = b""
        home.start()
        person.sees(b"before-42", timeout=60)
        person.type(b"echo $MARK-$((1+1)); exit 3\n")
        person.sees(b"still-here-2")
        assert person.process.wait(20) == 3


def test_ctrl_c_on_a_terminal_interrupts_what_runs_there(home: House, one: str) -> None:
    with typing("exec", "-it", one, "sh", env=home.environment) as person:
        person.type(b"sh -c 'echo slee\"\"ping; exec sleep 1000'\n")
        person.sees(b"sleeping")
        person.type(b"\x03")
        person.type(b"echo status-$?\n")
        person.sees(b"status-130")
        person.type(b"exit 0\n")
        assert person.process.wait(20) == 0


def test_a_port_is_forwarded(home: House, one: str, ingle: Ingle) -> None:
    machine = ingle.machines.get(one)
    machine.files.write("/srv/www/index.html", "the fire is lit\n", parents=True)
    machine.exec(["httpd", "-p", "8080", "-h", "/srv/www"])
    with machine.forward(0, 8080) as opened:
        for _ in range(3):
            with urllib.request.urlopen(f"http://127.0.0.1:{opened.port}/", timeout=20) as answer:
                assert answer.read() == b"the fire is lit\n"
    assert home.ingle("exec", one, "--", "cat", "/srv/www/index.html").stdout == b"the fire is lit\n"


def test_a_tree_keeps_its_modes_and_links_both_ways(one: str, ingle: Ingle, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "deep").mkdir(parents=True)
    (tree / "deep" / "data").write_bytes(os.urandom(3_000_000))
    (tree / "deep" / "data").chmod(0o640)
    (tree / "deep").chmod(0o710)
    (tree / "link").symlink_to("deep/data")
    for number in range(40):
        (tree / f"sp ace-{number}").write_text(str(number))
    machine = ingle.machines.get(one)
    machine.copy_in(tree, "/srv/kept")
    assert machine.exec(["stat", "-c", "%a", "/srv/kept/deep", "/srv/kept/deep/data"]).text.split() == [
        "710",
        "640",
    ]
    machine.copy_out("/srv/kept", tmp_path / "back")
    assert (tmp_path / "back" / "link").readlink() == Path("deep/data")
    assert (tmp_path / "back" / "deep" / "data").read_bytes() == (tree / "deep" / "data").read_bytes()
    assert len(list((tmp_path / "back").iterdir())) == 42


def test_files_say_what_is_wrong(one: str, ingle: Ingle) -> None:
    files = ingle.machines.get(one).files
    with pytest.raises(NotFoundError):
        files.read("/nowhere/at/all")
    files.mkdir("/srv/there", parents=True)
    with pytest.raises(ConflictError):
        files.mkdir("/srv/there")
    files.write("/srv/there/part", bytes(range(256)))
    assert b"".join(files.chunks("/srv/there/part", offset=250)) == bytes(range(250, 256))


def test_a_workload_is_followed(home: House) -> None:
    home.ingle(
        "run",
        "-d",
        "--name",
        "talker",
        "busybox",
        "--",
        "sh",
        "-c",
        "echo one; echo two >&2; sleep 1; echo three; sleep 1000",
    )
    with home.popen("logs", "-f", "talker", stdout=-1, stderr=-1) as following:
        assert following.stdout is not None
        assert [following.stdout.readline() for _ in range(2)] == [b"one\n", b"three\n"]
        following.terminate()
    assert home.ingle("logs", "talker").stderr == b"two\n"
    home.ingle("rm", "--force", "talker")


def test_what_cannot_run_is_said(one: str, ingle: Ingle) -> None:
    machine = ingle.machines.get(one)
    with pytest.raises(InvalidError) as missing:
        machine.exec(["no-such-program"])
    assert missing.value.code == "command_not_found"
    assert machine.exec(["sh", "-c", r"printf '\377\0'"]).stdout == b"\xff\x00"
    assert machine.exec(["printf", "%s", b"\xff\xfe".decode(errors="surrogateescape")]).stdout == b"\xff\xfe"


def test_run_rm_removes_also_what_never_started(home: House, one: str) -> None:
    done = home.ingle("run", "--rm", "--name", "never", "busybox", "--", "no-such-program", check=False)
    assert done.returncode == 127
    assert "never" not in home.machine_names()
    taken = home.ingle("run", "--rm", "--name", one, "busybox", "--", "true", check=False)
    assert taken.returncode == 125
    assert one in home.machine_names()


def test_login_over_http_and_work_there(home: House, one: str) -> None:
    home.ingle("user", "create", "bob", "--password-stdin", stdin=b"bobs-long-password\n")
    home.ingle("login", home.url, "--name", "bob", "--password-stdin", stdin=b"bobs-long-password\n")
    try:
        remote = {**home.environment}
        remote.pop("INGLE_DATA_DIR")
        assert home.json("whoami")["user"]["name"] == "bob"
        assert home.json("ls") == []
        assert home.ingle("inspect", one, check=False).returncode == 66
        assert home.ingle("exec", one, "true", check=False).returncode == 125
    finally:
        home.ingle("logout")
    assert home.json("whoami")["via"] == "local"
