"""From nothing to commands in a real machine, through the command line."""

import hashlib
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.house import House

pytestmark = pytest.mark.machine


def test_run_prints_what_the_workload_prints(home: House) -> None:
    printed = home.ingle("run", "--rm", "--name", "first", "busybox", "--", "uname", "-a").stdout.decode()
    assert printed.startswith("Linux first ")


def test_run_exits_as_the_workload_exits(home: House) -> None:
    done = home.ingle(
        "run",
        "--rm",
        "--name",
        "seven",
        "busybox",
        "--",
        "sh",
        "-c",
        "echo out; echo err >&2; exit 7",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (7, b"out\n", b"err\n")


@pytest.mark.parametrize("count", [40, pytest.param(200, marks=pytest.mark.soak)])
def test_200_execs_16_at_once_tell_their_exact_exit_codes(home: House, one: str, count: int) -> None:
    """All 200 at once are told exactly also without the command line, in the guest's contract."""

    def told(number: int) -> int:
        return home.ingle("exec", one, "--", "sh", "-c", f"exit {number % 256}", check=False).returncode

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(told, range(count))) == [number % 256 for number in range(count)]


def test_a_signal_is_told_as_the_shell_tells_it(home: House, one: str) -> None:
    assert home.ingle("exec", one, "--", "sh", "-c", "kill -9 $$", check=False).returncode == 128 + 9


def test_a_missing_command_is_127(home: House, one: str) -> None:
    done = home.ingle("exec", one, "--", "no-such-program", check=False)
    assert done.returncode == 127
    assert b"no-such-program" in done.stderr


def test_the_kernel_command_line_knows_nothing_of_the_workload(home: House) -> None:
    home.ingle("create", "--name", "secretive", "--env", "PASSWORD=hunter2", "busybox", "--", "sleep", "1000")
    line = home.ingle("exec", "secretive", "--", "cat", "/proc/cmdline").stdout
    assert b"hunter2" not in line
    assert b"sleep" not in line
    home.ingle("rm", "--force", "secretive")


def test_argv_arrives_byte_for_byte(home: House, one: str) -> None:
    hostile = [
        "two words",
        'quo"te',
        "it's",
        "$HOME `id` $(id)",
        "new\nline",
        "\t",
        "",
        "ünïcödé",
        "\\",
        "-n",
        "*",
    ]
    printed = home.ingle(
        "exec", one, "--", "sh", "-c", 'for a; do printf "%s\\001" "$a"; done', "sh", *hostile
    ).stdout
    assert printed.split(b"\x01")[:-1] == [word.encode() for word in hostile]


def test_64_kib_of_environment_arrive_byte_for_byte(home: House, one: str) -> None:
    values = {f"VALUE_{n}": f"{n} $x 'y' \"z\" " * 80 for n in range(64)}
    assert sum(map(len, values.values())) >= 64 * 1024
    flags = [word for name, value in values.items() for word in ("--env", f"{name}={value}")]
    printed = home.ingle("exec", *flags, one, "--", "cat", "/proc/self/environ").stdout
    seen = dict(entry.split(b"=", 1) for entry in printed.split(b"\0") if b"=" in entry)
    assert {name: seen.get(name.encode()) for name in values} == {
        name: value.encode() for name, value in values.items()
    }


def test_standard_input_is_streamed_in(home: House, one: str) -> None:
    sent = bytes(range(256)) * 4096
    done = home.ingle("exec", "-i", one, "--", "sha256sum", stdin=sent)
    assert done.stdout.split()[0].decode() == hashlib.sha256(sent).hexdigest()


@pytest.mark.parametrize("megabytes", [10, pytest.param(100, marks=pytest.mark.soak)])
@pytest.mark.parametrize("reader", ["fast", "slow"])
def test_100_mb_of_output_arrive_whole(home: House, one: str, reader: str, megabytes: int) -> None:
    """Or a tenth of it. The slow reader stops ten times for a while; nothing may be lost meanwhile."""
    home.ingle("exec", one, "--", "dd", "if=/dev/urandom", "of=/tmp/blob", "bs=1000000", "count=1")
    blob = home.ingle("exec", one, "--", "cat", "/tmp/blob").stdout
    expected = hashlib.sha256(blob * megabytes).hexdigest()
    digest, pause = hashlib.sha256(), threading.Event()
    make = f"i=0; while [ $i -lt {megabytes} ]; do cat /tmp/blob; i=$((i+1)); done"
    with home.popen("exec", one, "--", "sh", "-c", make, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while chunk := process.stdout.read(megabytes * 100_000):
            digest.update(chunk)
            if reader == "slow":
                pause.wait(0.2)  # being slow is what this test is about
        assert process.wait() == 0
    assert digest.hexdigest() == expected


def test_files_go_in_and_out(home: House, one: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tree")
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "program").write_bytes(bytes(range(256)) * 1000)
    (folder / "deep" / "er" / "program").chmod(0o755)
    (folder / "link").symlink_to("deep/er/program")
    home.ingle("cp", str(folder), f"{one}:/srv/tree")
    assert home.ingle("exec", one, "--", "stat", "-c", "%a", "/srv/tree/deep/er/program").stdout == b"755\n"
    home.ingle("cp", f"{one}:/srv/tree", str(folder / "back"))
    assert (folder / "back" / "deep" / "er" / "program").read_bytes() == (
        folder / "deep" / "er" / "program"
    ).read_bytes()
    assert (folder / "back" / "link").is_symlink()


def test_create_is_idempotent_by_name(home: House, one: str) -> None:
    again = home.json("create", "--name", one, "busybox")
    assert again["id"] == home.json("inspect", one)["id"]
    other = home.ingle("create", "--name", one, "--memory", "256m", "busybox", check=False)
    assert other.returncode != 0
    assert b"one" in other.stderr


def test_the_life_of_a_machine(home: House) -> None:
    home.ingle("create", "--name", "cat", "busybox")
    home.ingle("exec", "cat", "--", "sh", "-c", "echo kept > /root/file; sync")
    home.ingle("pause", "cat")
    assert home.json("inspect", "cat")["state"] == "paused"
    home.ingle("resume", "cat")
    home.ingle("stop", "cat")
    assert home.json("inspect", "cat")["state"] == "stopped"
    home.ingle("rename", "cat", "tiger")
    home.ingle("start", "tiger")
    assert home.ingle("exec", "tiger", "--", "cat", "/root/file").stdout == b"kept\n"
    assert home.ingle("exec", "tiger", "--", "hostname").stdout == b"tiger\n"
    home.ingle("rm", "--force", "tiger")
    assert "tiger" not in home.machine_names()
