"""A real machine becomes an image, and another machine begins as that."""

import json

import pytest

from support.house import House

pytestmark = pytest.mark.machine

# What a tar could lose: an owner, a setuid bit, a second name, a link, a device, a name like a whiteout's, and that something is gone.
_WRITE = """
mkdir -p /srv/kept && cd /srv/kept && rm /etc/shells
echo written >note && chown 12:34 note && chmod 4750 note && ln note second && ln -s note link
mknod null c 1 3 && chmod 666 null && echo literal >.wh.note && echo there >/tmp/left
"""
_READ = """
cd /srv/kept && stat -c '%u %g %a %h' note && stat -c '%a %t %T' null && cat second link .wh.note /tmp/left
test note -ef second && test ! -e /etc/shells && ls -d /proc/self /sys/kernel /run/lock && cat /etc/hostname /etc/machine-id
"""


def test_what_was_written_is_in_the_image(home: House) -> None:
    home.ingle("create", "--name", "origin", "busybox")
    home.ingle("exec", "origin", "--", "sh", "-ec", _WRITE)
    identity = home.ingle("exec", "origin", "--", "cat", "/etc/machine-id").stdout
    home.ingle("sleep", "origin")  # it is woken for it
    assert home.ingle("image", "save", "origin", "kept").stdout == b"kept\n"
    seen = json.loads(home.ingle("image", "inspect", "kept").stdout)
    like = json.loads(home.ingle("image", "inspect", "busybox").stdout)
    assert (seen["source"], seen["config"]) == ("machine", like["config"])
    home.ingle("rm", "--force", "origin")

    told = home.ingle("run", "--rm", "--name", "after", "kept", "--", "sh", "-ec", _READ).stdout.decode()
    *lines, other = told.splitlines()
    assert lines == [
        "12 34 4750 2",
        "666 1 3",
        *("written", "written", "literal", "there"),
        *("/proc/self", "/run/lock", "/sys/kernel"),
        "after",
    ]
    assert other.encode() != identity.strip(), "the two are one machine to whoever asks"
    home.ingle("image", "rm", "kept")


def test_a_machine_that_stands_is_to_be_started_first(home: House) -> None:
    home.ingle("create", "--name", "standing", "--no-start", "busybox")
    refused = home.ingle("image", "save", "standing", "never", check=False)
    assert refused.returncode != 0
    assert b"start it first" in refused.stderr
    home.ingle("rm", "standing")
