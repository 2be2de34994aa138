import json
import os
import subprocess
import sys
from pathlib import Path

from ingle.drivers.engines.qemu.jail.network import local_addresses, network_command

TRIE = """\
Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
     +-- 127.0.0.0/8 2 0 2
           |-- 127.0.0.1
              /32 host LOCAL
     +-- 10.1.2.0/24 2 0 2
        +-- 10.1.2.0/30 2 0 2
           |-- 10.1.2.0
              /24 link UNICAST
           |-- 10.1.2.3
              /32 host LOCAL
        |-- 10.1.2.255
           /32 link BROADCAST
"""


def test_the_hosts_own_addresses_are_found() -> None:
    assert list(local_addresses(TRIE)) == ["10.1.2.3"]
    assert list(local_addresses("")) == []


def test_the_way_out_has_no_way_to_the_hosts_loopback() -> None:
    argv = network_command(Path("/usr/bin/slirp4netns"), 42, ready=5, life=6)
    assert argv[0] == "/usr/bin/slirp4netns"
    assert {"--disable-host-loopback", "--enable-sandbox", "--enable-seccomp"} < set(argv)
    assert {"--ready-fd=5", "--exit-fd=6"} < set(argv)
    assert argv[-2:] == ["42", "out0"]
    assert "--enable-ipv6" not in argv


def test_what_lies_beyond_the_host_is_reached_and_the_host_is_not(tmp_path: Path) -> None:
    """On a host made for it, with a neighbour that serves and resolves; see support/jail_world.py."""
    command = ["unshare", "--user", "--map-root-user", "--net", "--mount"]
    command += [sys.executable, "-m", "support.jail_world", str(tmp_path)]
    paths = os.pathsep.join([str(Path(__file__).parents[4]), *sys.path])
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["fetch"] == ["hello from outside"]
    assert found["ask"] == ["answer to what?"]
    assert list(found["connect"].values()) == ["EHOSTUNREACH", "ECONNREFUSED", "ECONNREFUSED"]
