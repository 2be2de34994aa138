"""The agent as PID 1 of a real machine: what a native agent cannot show."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from guest.wire import CLOSE, DATA, Host, RefusedError, eventually, seal
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import kernel_arguments, machine
from ingle.drivers.engines.qemu.tsc import measure_tsc_khz
from support.boot import BOOT_SECONDS, busybox_image, kernels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.machine
ACCOUNTS = {
    "passwd": "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n",
    "group": "root:x:0:\nann:x:1000:\nwheel:x:10:ann\n",
}


class Machine:
    """QEMU in software, with an image, perhaps a disk, and a port whose host comes and goes."""

    def __init__(self, image: Path, folder: Path, *, disk: bool) -> None:
        self.socket, self.console, self.disk = folder / "agent", folder / "console", folder / "disk"
        accelerator = Accelerator("tcg", "the same everywhere", tsc_khz=anyio.run(measure_tsc_khz))
        kernel = kernels().best()
        devices = self._drive("root", image, "on")
        if disk:
            with self.disk.open("wb") as file:
                file.truncate(256 << 20)
            subprocess.run(["mkfs.ext4", "-q", "-F", self.disk], check=True)
            devices += self._drive("upper", self.disk, "off")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.fspath(self.socket))
            listener.listen(1)
            descriptor = listener.fileno()
            self.process = subprocess.Popen(
                [
                    "qemu-system-x86_64",
                    *machine(accelerator, memory_mib=256, vcpus=1),
                    *("-serial", f"file:{self.console}", "-device", "virtio-serial-device"),
                    *("-chardev", f"socket,id=agent,fd={descriptor},server=on,wait=off"),
                    *("-device", "virtserialport,chardev=agent,name=agent"),
                    *("-netdev", "user,id=net0", "-device", "virtio-net-device,netdev=net0"),
                    *("-object", "rng-random,id=rng0,filename=/dev/urandom"),
                    *("-device", "virtio-rng-device,rng=rng0", *devices),
                    *("-kernel", os.fspath(kernel.kernel), "-initrd", os.fspath(kernel.initrd)),
                    *("-append", kernel_arguments(accelerator)),
                ],
                pass_fds=[descriptor],
            )

    @staticmethod
    def _drive(serial: str, file: Path, read_only: str) -> list[str]:
        drive = f"driver=raw,node-name={serial},read-only={read_only},file.driver=file,file.filename={file}"
        return ["-blockdev", drive, "-device", f"virtio-blk-device,drive={serial},serial={serial}"]

    def connect(self, *, fresh: bool = False) -> Host:
        channel = socket.socket(socket.AF_UNIX)
        channel.connect(os.fspath(self.socket))
        channel.settimeout(BOOT_SECONDS)
        try:
            host = Host(channel, fresh=fresh)
            if not host.ready["configured"]:
                host.call("configure", **CONFIGURATION, time_ns=time.time_ns())
        except BaseException:
            channel.close()
            raise
        return host

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


CONFIGURATION = {
    "hostname": "hearth",
    "interface": {
        "address": "10.0.2.15",
        "prefix": 24,
        "gateway": "10.0.2.2",
        "mac": "52:54:00:12:34:99",
    },
    "dns": ["10.0.2.3"],
    "entropy": secrets.token_bytes(32),
    "machine_id": "0123456789abcdef" * 2,
    "hosts": [{"address": "10.0.2.9", "names": ["db", "db.local"]}],
}


@pytest.fixture(scope="module")
def image() -> Path:
    return busybox_image()


@pytest.fixture(scope="module")
def booted(image: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    made = Machine(image, tmp_path_factory.mktemp("machine"), disk=True)
    try:
        made.connect(fresh=True).channel.close()
        yield made
    finally:
        made.end()


@pytest.fixture
def host(booted: Machine) -> Iterator[Host]:
    made = booted.connect()
    yield made
    made.channel.close()


def shell(host: Host, script: str, **parameters: object) -> str:
    result = host.run("sh", "-c", script, **parameters)
    assert result.exit == {"code": 0}, result
    return result.stdout.decode()


def test_programs_find_what_they_expect(host: Host) -> None:
    mounts = {line.split()[1]: line.split()[2] for line in shell(host, "cat /proc/mounts").splitlines()}
    assert mounts == {
        "/": "overlay",
        "/proc": "proc",
        "/sys": "sysfs",
        "/dev": "devtmpfs",
        "/dev/pts": "devpts",
        "/dev/shm": "tmpfs",
        "/dev/mqueue": "mqueue",
        "/run": "tmpfs",
        "/sys/fs/cgroup": "cgroup2",
    }
    assert shell(host, "echo x >/dev/shm/x && cat /dev/fd/0 </dev/shm/x && ls /init 2>&1 || true") != ""
    assert shell(host, "cat /proc/1/oom_score_adj /proc/self/oom_score_adj") == "-1000\n0\n"
    assert shell(host, "dmesg | grep -c 'agent: cannot' || true") == "0\n"


def test_the_machine_is_who_it_was_told_to_be(host: Host) -> None:
    assert shell(host, "hostname; cat /etc/hostname /etc/machine-id /etc/resolv.conf").split("\n") == [
        "hearth",
        "hearth",
        "0123456789abcdef" * 2,
        "nameserver 10.0.2.3",
        "",
    ]
    hosts = shell(host, "cat /etc/hosts")
    assert "10.0.2.15\thearth\n10.0.2.9\tdb db.local\n" in hosts
    interface = shell(host, "ip -4 addr show eth0; ip link show eth0; ip route; ip addr show lo")
    assert "inet 10.0.2.15/24" in interface
    assert "52:54:00:12:34:99" in interface
    assert "default via 10.0.2.2 dev eth0" in interface
    assert "inet 127.0.0.1/8" in interface
    assert abs(int(shell(host, "date +%s")) - time.time()) < 30


def test_a_change_of_address_on_a_live_link(host: Host) -> None:
    moved = {**CONFIGURATION["interface"], "address": "10.0.2.77", "mac": "52:54:00:12:34:77"}
    host.call("configure", interface=moved)
    text = shell(host, "ip addr show eth0; ip route; cat /etc/hosts")
    assert "10.0.2.77/24" in text
    assert "10.0.2.15/24" not in text
    assert "52:54:00:12:34:77" in text
    assert text.count("default via") == 1
    assert "10.0.2.77\thearth" in text
    host.call("configure", **CONFIGURATION)


def test_what_is_said_again_is_not_done_again(host: Host) -> None:
    """A machine that wakes as itself is told all of it, and keeps what its programs have made of it."""
    host.call("configure", **CONFIGURATION)
    shell(host, "echo '10.9.9.9 mine' >> /etc/hosts; ip route del default")
    host.call("configure", **CONFIGURATION)
    assert "10.9.9.9 mine" in shell(host, "cat /etc/hosts")
    assert "default" not in shell(host, "ip route")
    host.call("configure", hostname="other", interface={**CONFIGURATION["interface"], "address": "10.0.2.78"})
    assert "mine" not in shell(host, "cat /etc/hosts")
    assert "default via 10.0.2.2" in shell(host, "ip route")
    host.call("configure", **CONFIGURATION)


def test_a_shorter_name_leaves_nothing_of_the_longer_one(host: Host) -> None:
    inode = shell(host, "stat -c %i /etc/hostname")
    host.call("configure", hostname="h")
    assert shell(host, "cat /etc/hostname; stat -c %i /etc/hostname") == f"h\n{inode}"
    host.call("configure", **CONFIGURATION)


def test_a_link_is_replaced_and_not_followed(host: Host) -> None:
    shell(host, "echo kept > /tmp/kept; ln -sf /tmp/kept /etc/resolv.conf")
    host.call("configure", dns=["10.0.2.4"])
    assert shell(host, "cat /tmp/kept /etc/resolv.conf") == "kept\nnameserver 10.0.2.4\n"
    host.call("configure", **CONFIGURATION)


def test_an_interface_may_come_up_before_it_has_an_address(host: Host) -> None:
    host.call("configure", interface={"mac": "52:54:00:00:00:01"})
    text = shell(host, "ip addr show eth0")
    assert "52:54:00:00:00:01" in text
    assert ",UP" in text
    assert "10.0.2.15/24" in text
    host.call("configure", **CONFIGURATION)


def test_nothing_runs_in_the_disk_that_nobody_asked_for(host: Host) -> None:
    """The filesystem's own thread would wake up while somebody waits for a first program."""
    options = shell(host, "cat /proc/fs/ext4/*/options").split()
    assert {"noinit_itable", "no_prefetch_block_bitmaps"} <= set(options), options


def test_users_come_from_the_guests_own_files(host: Host) -> None:
    for name, text in ACCOUNTS.items():
        stream = host.open("write", path=f"/etc/{name}".encode())
        host.opened(stream)
        host.send(DATA, stream, text.encode())
        host.send(0x13, stream)
        host.collect(stream, {})
    assert shell(host, "id -un; id -G; echo $HOME", user="ann") == "ann\n1000 10\n/home/ann\n"
    assert shell(host, "tty; stat -c %u $(tty)", user="ann", tty={"rows": 9, "cols": 9}).endswith("1000\r\n")


def test_orphans_are_buried_and_no_status_is_lost(host: Host) -> None:
    for number in range(20):
        assert host.run("sh", "-c", f"(exec sleep 0.01) & (true) & exit {number}").exit == {"code": number}
    assert (
        shell(host, "while ps | grep -q '[s]leep'; do :; done; cat /proc/[0-9]*/stat | grep -c ' Z ' || true")
        == "0\n"
    )


def test_a_host_that_leaves_in_the_middle_of_a_frame(booted: Machine) -> None:
    first = booted.connect()
    stream, _ = first.start("sh", session="shell", tty={"rows": 24, "cols": 80})
    first.channel.sendall(seal(first.nonce, DATA, stream, bytes(60_000))[:30_000])
    first.channel.close()
    second = booted.connect()
    assert "shell" in [session["id"] for session in second.ready["sessions"]]
    assert shell(second, "echo back") == "back\n"
    second.call("session_signal", session="shell", signal=9, leader=True)
    second.channel.close()


def test_an_agent_without_a_host_is_idle(booted: Machine) -> None:
    """The port is hung up all that time, which a careless loop would be told again and again."""

    def ticks() -> int:
        host = booted.connect()
        fields = shell(host, "cat /proc/1/stat").split()
        host.channel.close()
        return int(fields[13]) + int(fields[14])

    before = ticks()
    threading.Event().wait(1.0)  # the time itself is what is looked at
    assert ticks() - before < 30, "hundredths of a second"


def test_an_agent_with_an_idle_host_is_idle(host: Host) -> None:
    """It looks for ports that listen, now and then."""

    def ticks() -> int:
        fields = shell(host, "cat /proc/1/stat").split()
        return int(fields[13]) + int(fields[14])

    before = ticks()
    threading.Event().wait(6.0)  # three looks
    spent = ticks() - before
    assert spent < 30, "hundredths of a second"


def session(host: Host, name: str) -> dict[str, Any]:
    return next(found for found in host.call("sessions")["sessions"] if found["id"] == name)


def test_nothing_escapes_the_freeze(booted: Machine, host: Host) -> None:
    """Not what root moved beside our groups, nor what it moved to the root of the tree; what it froze itself stays so. The agent goes on,
    wherever it was moved."""
    here = "/sys/fs/cgroup"
    places = {"home": "", "beside": f"{here}/other/cgroup.procs", "root": f"{here}/cgroup.procs"}
    shell(host, f"mkdir -p {here}/other {here}/theirs && echo 1 >{here}/theirs/cgroup.freeze")
    for name, place in places.items():
        move = f"echo $$ >{place}; " if place else ""
        script = f"{move}echo ready; while :; do echo x; done"
        stream, _ = host.start("sh", "-c", script, session=name, keep=True)
        host.next(stream, DATA)
        host.send(CLOSE, stream, {})
    shell(host, f"echo 1 >{here}/other/cgroup.procs")  # as what makes room for controllers does
    host.call("freeze")
    before = [session(host, name)["next"] for name in places]
    with pytest.raises(RefusedError, match="busy"):
        host.run("true")
    for _ in range(50):
        host.call("metrics")
    assert [session(host, name)["next"] for name in places] == before
    host.channel.close()
    second = booted.connect()
    assert second.ready["frozen"] is True
    second.call("configure", entropy=b"fork", thaw=True)
    for name, seen in zip(places, before, strict=True):
        eventually(lambda name=name, seen=seen: session(second, name)["next"] > seen)  # type: ignore[misc]  # lambda defaults
        second.call("session_signal", session=name, signal=9)
        second.event("session_exit")
        second.call("session_remove", session=name)
    assert shell(second, f"cat {here}/theirs/cgroup.freeze {here}/other/cgroup.freeze") == "1\n0\n"
    assert shell(second, f"grep -x 1 {here}/cgroup.procs; rmdir {here}/theirs {here}/other") == "1\n"
    second.channel.close()


def test_a_user_neither_leaves_nor_thaws(host: Host) -> None:
    assert shell(host, "cat /proc/self/cgroup", user="1000:1000") == "0::/ingle/exec\n"
    assert shell(host, "cat /proc/self/cgroup", role="workload") == "0::/ingle/workload\n"
    for file, value in (
        ("ingle/cgroup.freeze", "0"),
        ("cgroup.procs", "$$"),
        ("ingle/workload/cgroup.procs", "$$"),
    ):
        script = f"echo {value} >/sys/fs/cgroup/{file}"
        assert host.run("sh", "-c", script, user="1000:1000").exit != {"code": 0}, file


def test_a_group_that_root_has_removed_is_made_again(host: Host) -> None:
    shell(host, "true", role="workload")
    ours = "/sys/fs/cgroup/ingle"
    empty = f"rmdir {ours}/exec {ours}/workload {ours}"
    shell(
        host, f"echo $$ >/sys/fs/cgroup/cgroup.procs; until {empty} || ! test -e {ours}; do sleep 0.1; done"
    )
    assert shell(host, "cat /proc/self/cgroup") == "0::/ingle/exec\n"


def test_much_output_arrives_whole(host: Host) -> None:
    result = host.run("sh", "-c", "dd if=/dev/urandom bs=64k count=64 2>/dev/null | tee /tmp/data")
    assert len(result.stdout) == 64 * 65536
    stream = host.open("read", path=b"/tmp/data")
    assert host.collect(stream, host.opened(stream)).out[0] == result.stdout


def test_a_frozen_machine_powers_off_in_order_and_leaves_a_clean_disk(image: Path, tmp_path: Path) -> None:
    made = Machine(image, tmp_path, disk=True)
    try:
        host = made.connect(fresh=True)
        shell(host, "echo kept >/root/file")
        host.start("sh", tty={"rows": 24, "cols": 80})
        script = "trap 'echo asked; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
        stream, _ = host.start("sh", "-c", script, role="workload", keep=True)
        host.next(stream, DATA)
        host.call("freeze")
        host.call("poweroff", grace_ms=60_000)
        assert host.next(stream, DATA).payload == b"asked\n"
        assert made.process.wait(BOOT_SECONDS) == 0
        host.channel.close()
    finally:
        made.end()
    state = subprocess.run(["dumpe2fs", "-h", made.disk], capture_output=True, text=True, check=True).stdout
    assert "needs_recovery" not in state
    assert "power down" in made.console.read_text().lower()


def test_without_a_disk_a_machine_writes_to_memory(image: Path, tmp_path: Path) -> None:
    made = Machine(image, tmp_path, disk=False)
    try:
        host = made.connect(fresh=True)
        assert shell(host, "echo kept >/root/file && cat /root/file") == "kept\n"
        host.call("poweroff", grace_ms=1000, reboot=True)
        assert made.process.wait(BOOT_SECONDS) == 0
        host.channel.close()
    finally:
        made.end()
