"""Through a whole machine: what its guest's root reaches of the host, with a jail and, to see that the question can be answered otherwise, without."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from ingle.drivers.engines.qemu import open_engine
from ingle.drivers.engines.qemu.jail import JailChoice
from ingle.drivers.engines.qemu.jail.network import local_addresses
from ingle.machines.ports import GuestConfiguration
from support.boot import busybox_image, kernels
from support.captures import fork_spec, linked, restored
from support.engines import FIRST, Rig, crash_process
from support.guests import run
from support.origins import kept_origin

pytestmark = pytest.mark.machine

CONNECT = b"""
for address in %s; do
    nc -w 15 "$address" %d < /dev/null | grep -q served && echo "$address"
done
true
"""


@pytest.fixture
def service() -> Iterator[int]:
    """A TCP port on all of this host's addresses that says `served`."""
    with socket.create_server(("0.0.0.0", 0)) as listener:  # noqa: S104

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:  # shut down
                    return
                with client, suppress(OSError):
                    client.sendall(b"served\n")

        server = Thread(target=serve)
        server.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        server.join()


@pytest.mark.parametrize("jail", ["on", "off"])
async def test_a_guest_reaches_the_host_only_without_a_jail(
    tmp_path: Path, service: int, jail: JailChoice
) -> None:
    engine, origin = await open_engine(kernels(), tmp_path, jail=jail), await kept_origin()
    rig = Rig(lambda: None, crash_process, tmp_path, kernels(), busybox_image())  # type: ignore[arg-type, return-value]  # only its specs
    spec = await fork_spec(rig, engine, origin, FIRST)
    async with restored(engine, spec, origin.frozen) as vmm, linked(vmm) as link:
        await link.configure(GuestConfiguration(address="10.64.1.15/24", gateway="10.64.1.2"))
        own = sorted(set(local_addresses(Path("/proc/net/fib_trie").read_text())))
        addresses = ["10.64.1.2", *own]
        script = CONNECT % (" ".join(addresses).encode(), service)
        outcome = await run(link, "look", b"sh", b"-c", script)
    reached = outcome.output.decode().split()
    assert reached == ([] if jail == "on" else addresses), outcome
