"""What mmdebstrap's words mean."""

import pytest

from ingle.base.errors import Kind
from ingle.drivers.rootfs.debian import explain
from ingle.drivers.rootfs.process import Ended


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        (
            "I: installing\nE: Unable to locate package nosuch\nE: setup failed",
            "Debian has no package 'nosuch'",
        ),
        ("E: newuidmap not found", "apt-get install uidmap"),
        ("E: unable to pick chroot mode automatically", "--add-subuids"),
        ("I: x\nE: something new\nE: env failed", "mmdebstrap failed: E: something new"),
        ("", "mmdebstrap failed: status 25"),
    ],
)
def test_failures_say_what_to_do(tail: str, said: str) -> None:
    assert said in explain(Ended(25, tail)).sentence


def test_a_full_disk_is_one() -> None:
    assert explain(Ended(25, "tar: write error: No space left on device")).kind is Kind.EXHAUSTED
