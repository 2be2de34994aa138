"""Groups of a real kernel, in a machine of ours: the host of these tests may have none to give away."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingle.drivers.engines import qemu
from ingle.machines.ports import GuestLink
from support import guest_python
from support.boot import busybox_image, kernels
from support.captures import fork_spec, linked, restored
from support.engines import FIRST, Rig, crash_process
from support.guests import run
from support.origins import kept_origin

pytestmark = pytest.mark.machine

_PROBE = Path(guest_python.__file__).with_name("cgroup_probe.py")
_MIB = 1 << 20


async def report(link: GuestLink, part: bytes, *words: bytes) -> dict[str, Any]:
    done = await run(link, part.decode(), *words, part)
    assert done.exit is not None, done
    assert done.exit.code == 0, done.error.decode()
    found: dict[str, Any] = json.loads(done.output)
    return found


async def test_groups_bound_count_and_end_what_is_in_them(tmp_path: Path) -> None:
    engine, origin = await qemu.open_engine(kernels(), tmp_path), await kept_origin()
    rig = Rig(lambda: None, crash_process, tmp_path, kernels(), busybox_image())  # type: ignore[arg-type, return-value]  # only its specs
    spec = await fork_spec(rig, engine, origin, FIRST)
    async with restored(engine, spec, origin.frozen) as vmm, linked(vmm) as link:
        words = await guest_python.take_along(link, _PROBE)
        first = await report(link, b"first", *words)
        second = await report(link, b"second", *words)

    gone = {"left": [], "there": False}
    assert "other programs are in the daemon's group /sys/fs/cgroup/service: sleep (" in first["refused"]
    assert first["home"] == "0::/service/ingle-daemon"
    assert {"cpu", "memory", "pids"} <= set(first["controllers"])
    assert first["memory"] == {"code": -9, "end": "limit", "limit": 24 * _MIB, **gone}
    assert first["processes"]["current"] <= 16
    assert first["processes"] == {"current": first["processes"]["current"], "end": None, **gone}
    assert first["cpu"]["share"] < 0.5, "a fifth, and what a slice is overrun by"
    assert 0 < first["cpu"]["bytes"] < 8 * _MIB
    assert second == {
        "ground": "/sys/fs/cgroup/service",
        "adopted": "/sys/fs/cgroup/service/ingle-machines-here/stays",
        "foreign": False,
        "swept": [{}, ["stays"]],
        "runs": "sleep",
        "others": [1, 1],
        "left": [],
        "emptied": True,
        "again": [],
    }
