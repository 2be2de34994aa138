"""The escape test: a probe in QEMU's place, in the jail that a VMM gets, tries what a guest would that has taken QEMU over. And a machine lives in it."""

import os
import socket
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import anyio
import pytest

from ingle.drivers.engines.qemu import QemuEngine, open_engine
from ingle.drivers.engines.qemu.jail import Jail, find_jail
from ingle.drivers.engines.qemu.jail.network import local_addresses
from ingle.drivers.engines.qemu.jail.seccomp import REFUSED
from ingle.runtime import unix_sockets
from support.boot import BOOT_SECONDS, Talk, busybox_image, kernels
from support.captures import fork_spec
from support.engines import FIRST, Rig, capturing, crash_process, open_descriptors
from support.jails import PATIENCE, Home, jailed, report
from support.origins import kept_origin
from support.waiting import wait_until

NEW_USER = 0x10000000  # CLONE_NEWUSER
PAGEMAP_PRESENT = 1 << 63


@pytest.fixture
async def jail() -> Jail:
    verdict = await find_jail("on")
    assert verdict.jail is not None
    return verdict.jail


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path.resolve() / "data")
    made.furnish()
    before = open_descriptors()
    yield made
    assert open_descriptors() == before


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A service of this host, on all its addresses."""
    with socket.socket() as server:
        server.bind(("0.0.0.0", 0))  # noqa: S104
        server.listen()
        yield server


async def test_it_sees_nothing_but_its_own(jail: Jail, home: Home) -> None:
    hidden = [
        "/home",
        "/root",
        "/proc",
        "/sys",
        "/run",
        "/etc/passwd",
        "/etc/shadow",
        "/var",
        "/usr/bin/sh",
        "/dev/mem",
    ]
    found = await report(
        jail,
        home.spec,
        look=[*hidden, *map(str, home.strangers), str(Path(__file__))],
        list=["/", "/dev", "/etc", str(home.root), str(home.root / "machines")],
    )
    assert found["seen"] == []
    assert found["list"]["/dev"] == ["null", "urandom", "zero"]
    assert set(found["list"]["/etc"]) == {"ld.so.cache", "resolv.conf"}
    assert found["list"][str(home.root)] == ["boot", "images", "machines"]
    assert found["list"][str(home.root / "machines")] == ["mch_1"]
    assert found["who"] == [1, 0, "vmm"]


async def test_it_changes_only_its_own(jail: Jail, home: Home) -> None:
    spec = home.spec
    newest, oldest = (str(layer.path) for layer in spec.disk)
    shared = [str(spec.root_image), str(spec.kernel.kernel), str(spec.kernel.initrd), oldest]
    folders = ["/", "/etc", "/usr/lib", str(spec.root_image.parent), str(home.root / "machines")]
    found = await report(
        jail,
        spec,
        read=[*shared, newest],
        write=[*shared, newest],
        create=[f"{folder}/made" for folder in (*folders, spec.directory)],
    )
    assert set(found["read"].values()) == {"done"}
    assert found["write"] == {**dict.fromkeys(shared, "EROFS"), newest: "done"}
    assert set(found["create"].values()) == {"EROFS"}


async def test_it_meets_no_other_process(jail: Jail, home: Home) -> None:
    found = await report(jail, home.spec, kill=[os.getpid(), os.getppid(), 2])
    assert set(found["kill"].values()) == {"ESRCH"}
    assert found["descriptors"] == [
        0,
        1,
        2,
        found["descriptors"][-1],
    ]  # and the pipe that tells that it is gone


async def test_it_may_not_ask_the_kernel_for_more(jail: Jail, home: Home) -> None:
    calls = {name: [number] for name, number in REFUSED.items()}
    calls |= {"unshare": [REFUSED["unshare"], NEW_USER], "clone": [56, NEW_USER | 17], "clone3": [435, 0, 0]}
    found = await report(jail, home.spec, calls=calls, families=[[17, 3], [16, 3], [40, 1], [38, 5]])
    assert found["calls"] == {**dict.fromkeys(calls, "EPERM"), "clone3": "ENOSYS"}
    assert found["families"] == dict.fromkeys(
        ["17", "16", "40", "38"], "EAFNOSUPPORT"
    )  # AF_PACKET, AF_NETLINK, AF_VSOCK, AF_ALG


async def test_it_does_not_reach_the_host(jail: Jail, home: Home, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    addresses = ["127.0.0.1", "127.0.0.2", "0.0.0.0", "192.0.0.2", "192.0.0.100"]  # noqa: S104
    addresses += sorted(set(local_addresses(Path("/proc/net/fib_trie").read_text())))
    abstract = f"\0ingle-{uuid.uuid4()}"
    operator = home.root / "ingle.sock"
    with unix_sockets.listen(operator), socket.socket(socket.AF_UNIX) as hidden:
        hidden.bind(abstract)
        hidden.listen()
        found = await report(
            jail,
            home.spec,
            connect=[*([address, port] for address in addresses), str(operator), abstract],
        )
    answers = list(found["connect"].values())
    assert set(answers[:-2]) <= {"ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH"}, found["connect"]
    assert answers[-2:] == ["ENOENT", "ECONNREFUSED"]
    assert found["interfaces"] == ["lo", "out0"]
    listener.setblocking(False)
    with pytest.raises(BlockingIOError):
        listener.accept()


def look_into(file: Path, place: int, size: int) -> bytes:
    with file.open("rb", buffering=0) as opened:
        opened.seek(place)
        return opened.read(size)


async def test_what_is_held_is_the_program_itself(jail: Jail, home: Home) -> None:
    """Its memory can be read and its page map seen, as captures do."""
    spec = home.spec
    async with jailed(jail, spec, stay=True) as process:
        marker = spec.directory / "marker"
        wait_until(lambda: marker.read_text().endswith("\n") or not process.alive, timeout=PATIENCE)
        address, pid = int(marker.read_text()), process.identity.pid
        assert look_into(Path(f"/proc/{pid}/mem"), address, 10) == b"a page of "
        entry = look_into(Path(f"/proc/{pid}/pagemap"), address // os.sysconf("SC_PAGE_SIZE") * 8, 8)
        assert int.from_bytes(entry, "little") & PAGEMAP_PRESENT
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        assert [status[name].strip() for name in ("CapEff", "CapPrm", "CapBnd", "CapAmb")] == ["0" * 16] * 4
        assert [status[name].strip() for name in ("NoNewPrivs", "Seccomp")] == ["1", "2"]
        assert status["PPid"].strip() == str(os.getpid())
        assert Path(f"/proc/{pid}").stat().st_uid == os.geteuid()
        spaces = ("user", "mnt", "pid", "ipc", "uts", "net", "cgroup")
        theirs = {space: Path(f"/proc/{pid}/ns/{space}").readlink() for space in spaces}
        assert not set(theirs.values()) & {Path(f"/proc/self/ns/{space}").readlink() for space in spaces}


@pytest.fixture(scope="module")
def image() -> Path:
    return busybox_image()


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[QemuEngine]:
    engine = await open_engine(kernels(), tmp_path, jail="on")
    yield engine
    assert await engine.running(tmp_path / "machines") == {}


@pytest.mark.machine
async def test_a_machine_lives_in_it_and_is_adopted(engine: QemuEngine, image: Path, tmp_path: Path) -> None:
    root = tmp_path / "machines"
    rig, origin = Rig(lambda: None, crash_process, root, kernels(), image), await kept_origin()  # type: ignore[arg-type, return-value]  # only its specs
    spec = await fork_spec(rig, engine, origin, FIRST)
    vmm = await engine.restore(spec, origin.frozen)
    await capturing(vmm).resume()
    pid = vmm.identity.pid
    assert Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
    vmm.release()
    later = await open_engine(
        kernels(), tmp_path, jail="off"
    )  # what it finds does not depend on how it would start
    adopted = await later.adopt(FIRST, spec.directory)
    assert adopted is not None
    assert adopted.identity == vmm.identity
    channel = await adopted.connect()
    talk = Talk(channel)
    await talk.hello(fresh=False)
    await talk.power_off()
    with anyio.fail_after(BOOT_SECONDS):
        assert (await adopted.wait()).code == 0  # it is still a child of this process
    await channel.aclose()
    adopted.release()
