"""What makes another template."""

from pathlib import Path
from typing import Any

import pytest

from ingle.machines.policy.templates import template_key
from ingle.machines.ports import Kernel

PLAIN: dict[str, Any] = {
    "image_id": "img_1",
    "kernel": Kernel(Path("/k"), Path("/i"), "6.12", "lean"),
    "kernel_stamp": "1:2",
    "fingerprint": "qemu",
    "vcpus": 1,
    "memory_mib": 512,
    "disk_mib": 4096,
}


def test_the_same_is_the_same() -> None:
    assert template_key(**PLAIN) == template_key(**PLAIN)
    assert len(template_key(**PLAIN)) == 64


@pytest.mark.parametrize(
    "other",
    [
        {"image_id": "img_2"},
        {"kernel": Kernel(Path("/k"), Path("/i"), "6.13", "lean")},
        {"kernel_stamp": "1:3"},
        {"fingerprint": "qemu 9"},
        {"vcpus": 2},
        {"memory_mib": 256},
        {"disk_mib": 1024},
    ],
)
def test_whatever_the_guest_depends_on_makes_another(other: dict[str, Any]) -> None:
    assert template_key(**(PLAIN | other)) != template_key(**PLAIN)
