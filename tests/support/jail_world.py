"""A host of its own, to see what leaves a jail: run by `unshare --user --map-root-user --net --mount`, so it needs no root and changes nothing.

It has one neighbour, 198.51.100.2, which answers on TCP port 80 and, as the resolver of /etc/resolv.conf, on UDP port 53. A probe is jailed there, and its
report is written to stdout.
"""

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import anyio

from ingle.drivers.engines.qemu.jail import find_jail
from support.jails import Home, report

HOST, NEIGHBOUR = "198.51.100.1", "198.51.100.2"


def sh(line: str) -> None:
    subprocess.run(["/bin/sh", "-ec", line], check=True)


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def neighbour() -> None:
    """In a network namespace of its own, from when the host has connected it."""
    say("here")
    sys.stdin.readline()
    sh(f"ip link set lo up; ip addr add {NEIGHBOUR}/24 dev far; ip link set far up")
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind((NEIGHBOUR, 53))
    server = socket.create_server((NEIGHBOUR, 80))

    def answer() -> None:
        while True:
            question, asker = names.recvfrom(100)
            names.sendto(b"answer to " + question, asker)

    threading.Thread(target=answer, daemon=True).start()
    say("serving")
    while True:
        client, _ = server.accept()
        client.sendall(b"hello from outside")
        client.close()


async def look(folder: Path) -> None:
    verdict = await find_jail("on")
    assert verdict.jail is not None
    home = Home(folder / "data")
    home.furnish()
    with socket.create_server(("0.0.0.0", 0)) as listener:  # noqa: S104
        port = listener.getsockname()[1]
        found = await report(
            verdict.jail,
            home.spec,
            fetch=[[NEIGHBOUR, 80]],
            ask=[["192.0.0.3", 53]],
            connect=[[HOST, port], ["127.0.0.1", port], [NEIGHBOUR, 81]],
        )
    say(json.dumps(found))


def host(folder: Path) -> None:
    (folder / "resolv.conf").write_text(f"nameserver {NEIGHBOUR}\n")
    sh(f"ip link set lo up; mount --bind '{folder}/resolv.conf' /etc/resolv.conf")
    command = ["unshare", "--net", sys.executable, "-m", "support.jail_world"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdin is not None
            assert other.stdout is not None
            assert other.stdout.readline() == "here\n"
            sh(f"ip link add name near type veth peer name far netns {other.pid}")
            sh(f"ip addr add {HOST}/24 dev near; ip link set near up; ip route add default via {NEIGHBOUR}")
            other.stdin.write("\n")
            other.stdin.flush()
            assert other.stdout.readline() == "serving\n"
            anyio.run(look, folder)
        finally:
            other.kill()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        host(Path(sys.argv[1]))
    else:
        neighbour()
