"""The way out of a jail's own network: slirp4netns, one process a VMM, that ends with it.

QEMU's user-mode network opens ordinary sockets. In a network namespace of its own those meet the namespace's loopback and not the host's, whatever address
a guest writes into its packets, because the namespace's kernel decides where they go and QEMU has no right to change that. What leaves the namespace arrives
at slirp4netns, which opens sockets in the host's network.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.drivers.engines.qemu.files import tail
from ingle.machines.errors import EngineError
from ingle.runtime.cgroups import ControlGroup
from ingle.runtime.processes import Detached, Process, run, spawn

# RFC 6890's block for protocols: no network that a guest may want to reach is hidden behind it.
_NETWORK = "192.0.0.0/24"
RESOLVER = b"nameserver 192.0.0.3\n"  # slirp4netns passes it on to the host's resolver, also to one on the host's loopback
_INTERFACE = "out0"
_ROUTE_SECONDS = 20.0
PROGRAMS = ("slirp4netns", "nsenter", "ip")
_TRIE = Path("/proc/net/fib_trie")


def network_command(program: Path, pid: int, *, ready: int, life: int) -> list[str]:
    """Pure. `ready` is written to once the interface is up; when the last writer of `life` is gone it ends."""
    return [
        str(program),
        *("--configure", "--mtu=1500", f"--cidr={_NETWORK}", "--disable-host-loopback"),
        *("--enable-sandbox", "--enable-seccomp"),
        *(f"--ready-fd={ready}", f"--exit-fd={life}"),
        # Named by a process, not by paths: only so its sandbox works for an ordinary user (1.2.0).
        *(str(pid), _INTERFACE),
    ]


async def give_network(
    program: Path, pid: int, *, life: int, log: Path, group: ControlGroup | None = None
) -> Process:
    """Returns once the way out is there. `group`: see Detached. Raises EngineError."""
    reader, writer = os.pipe()
    try:
        try:
            argv = network_command(program, pid, ready=writer, life=life)
            detached = Detached(argv, log, Path("/"), {}, descriptors=(writer, life), group=group)
            process = await spawn(detached)
        finally:
            os.close(writer)
        await _ready(process, reader, log)
    finally:
        os.close(reader)
    return process


async def _ready(process: Process, reader: int, log: Path) -> None:
    try:
        await anyio.wait_readable(reader)
        if not os.read(reader, 1):
            raise EngineError(f"cannot start the machine's network: {tail(log)}")
    except BaseException:
        with anyio.CancelScope(shield=True):
            await process.kill()
        process.release()
        raise


async def close_to_host(pid: int) -> None:
    """The host's own addresses, as they are now, are out of reach from this network: what listens on all of them would take a guest for a neighbour, and
    a firewall lets pass what comes from the host itself. Raises ToolError."""
    addresses = sorted(set(local_addresses(await to_thread.run_sync(_TRIE.read_text))))
    batch = "".join(f"route add unreachable {address}/32\n" for address in addresses)
    if batch:
        namespaces = (f"--user=/proc/{pid}/ns/user", f"--net=/proc/{pid}/ns/net", "--preserve-credentials")
        await run(["nsenter", *namespaces, "ip", "-batch", "-"], timeout=_ROUTE_SECONDS, stdin=batch.encode())


def local_addresses(trie: str) -> Iterator[str]:
    """The host's IPv4 addresses beside loopback, from /proc/net/fib_trie: lines of an address, each followed by what it is. Pure."""
    address = ""
    for line in trie.splitlines():
        word, *rest = line.split() or [""]
        if word in {"|--", "+--"} and rest:
            address = rest[0]
        elif word == "/32" and rest[-1:] == ["LOCAL"] and not address.startswith("127."):
            yield address
