"""`kill -9` of the daemon: machines, their work and their shells live on and are found again."""

import os
import pty
import signal
import subprocess
import threading

import pytest

from support.house import House
from support.waiting import wait_until

pytestmark = pytest.mark.machine

COUNTER = "n=0; while :; do n=$((n+1)); echo tick $n; sleep 0.2; done"


class Terminal:
    """A program of ours on a PTY, as a person's terminal runs it; collects what it shows."""

    def __init__(self, home: House, *arguments: str) -> None:
        self.master, slave = pty.openpty()
        self.process = home.popen(*arguments, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
        os.close(slave)
        self.shown = b""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        try:
            while chunk := os.read(self.master, 65536):
                self.shown += chunk
        except OSError:  # EIO: the other side of the PTY is closed
            return

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def wait_for(self, text: str, timeout: float = 60) -> None:
        wait_until(
            lambda: text.encode() in self.shown,
            timeout=timeout,
            explain=lambda: f"no {text!r} in {self.shown!r}",
        )

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join(timeout=10)
        os.close(self.master)


def running_session(home: House, machine: str, *, tty: bool) -> str:
    found = [
        s
        for s in home.json("sessions", machine)
        if s["tty"] == tty and s["state"] == "running" and s["role"] == "exec"
    ]
    assert len(found) == 1, found
    return str(found[0]["id"])


def test_machines_outlive_the_daemon_and_are_adopted(home: House) -> None:
    with home.machine("survivor", "sh", "-c", COUNTER):
        boot_id = home.ingle("exec", "survivor", "--", "cat", "/proc/sys/kernel/random/boot_id").stdout
        long_exec = home.popen(
            "exec",
            "survivor",
            "--",
            "sh",
            "-c",
            "echo $$ > /tmp/long; exec sleep 100000",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        shell = Terminal(home, "shell", "survivor")
        shell.type("echo before-$((40+2)); MARK=still-here\n")
        shell.wait_for("before-42")
        wait_until(
            lambda: (
                home.ingle("exec", "survivor", "--", "test", "-s", "/tmp/long", check=False).returncode == 0
            ),
            timeout=60,
        )

        home.kill()
        long_exec.communicate(timeout=60)
        shell.close()
        home.start()

        assert home.json("inspect", "survivor")["state"] == "running"
        assert (
            home.ingle("exec", "survivor", "--", "cat", "/proc/sys/kernel/random/boot_id").stdout == boot_id
        )
        alive = home.ingle("exec", "survivor", "--", "sh", "-c", "cat /proc/$(cat /tmp/long)/cmdline").stdout
        assert alive.startswith(b"sleep\x00100000")

        again = Terminal(home, "attach", "survivor", running_session(home, "survivor", tty=True))
        again.wait_for("before-42")
        again.type("echo $MARK-$((1+1))\n")
        again.wait_for("still-here-2")
        again.close()


def test_the_workloads_log_has_no_gap_and_no_repetition_across_a_crash(home: House) -> None:
    with home.machine("ticker", "sh", "-c", COUNTER):
        wait_until(lambda: b"tick 5\n" in home.ingle("logs", "ticker").stdout, timeout=60)
        home.kill()
        home.start()
        seen = len(home.ingle("logs", "ticker").stdout.splitlines())
        wait_until(lambda: len(home.ingle("logs", "ticker").stdout.splitlines()) > seen + 10, timeout=60)
        lines = home.ingle("logs", "ticker").stdout.decode().splitlines()
        assert lines == [f"tick {n}" for n in range(1, len(lines) + 1)]


def test_a_paused_machine_is_adopted_paused_and_a_dead_one_is_told(home: House) -> None:
    with home.machine("sleeper"), home.machine("victim"):
        home.ingle("pause", "sleeper")
        victim_id = home.json("inspect", "victim")["id"]
        home.kill()
        pid = int((home.directory / "data" / "machines" / victim_id / "vmm.pid").read_text())
        os.kill(pid, signal.SIGKILL)
        home.start()
        assert home.json("inspect", "sleeper")["state"] == "paused"
        victim = home.json("inspect", "victim")
        assert victim["state"] in {"stopped", "failed"}
        assert victim["error"]
        home.ingle("resume", "sleeper")
        assert home.ingle("exec", "sleeper", "--", "echo", "awake").stdout == b"awake\n"
        home.ingle("start", "victim")
        assert home.ingle("exec", "victim", "--", "echo", "back").stdout == b"back\n"
