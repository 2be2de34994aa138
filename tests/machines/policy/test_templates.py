"""What makes another template."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ingle.machines.names import GenerationId
from ingle.machines.policy.templates import Review, Standing, review, template_key
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


WEEK = timedelta(days=7)


def standing(name: str, key: str, today: str, days: float = 0) -> Standing:
    return Standing(GenerationId(name), key, today, timedelta(days=days))


CURRENT, ALSO = standing("current", "a", "a", 30), standing("also", "b", "b", 40)
STALE, STALER = standing("stale", "old", "new", 1), standing("staler", "older", "new", 2)
FORGOTTEN = standing("forgotten", "old", "new", 8)


@pytest.mark.parametrize(
    ("templates", "most", "within", "drop", "renew"),
    [
        ([], 16, WEEK, [], []),
        ([CURRENT, ALSO], 16, WEEK, [], []),  # however long it has not been used
        ([CURRENT, ALSO], 1, WEEK, ["also"], []),
        ([STALE, CURRENT], 16, WEEK, [], ["stale"]),
        ([STALE, STALER], 16, WEEK, ["staler"], ["stale"]),  # one of each is enough
        (
            [STALE, CURRENT, standing("fresh", "new", "new", 3)],
            16,
            WEEK,
            ["stale"],
            [],
        ),  # a create was quicker
        ([CURRENT, STALE], 1, WEEK, ["stale"], []),
        ([FORGOTTEN, CURRENT], 16, WEEK, ["forgotten"], []),
        ([standing("edge", "old", "new", 7)], 16, WEEK, [], ["edge"]),
        ([STALE, CURRENT], 16, timedelta(0), ["stale"], []),
        ([STALE, standing("other", "x", "y", 2)], 16, WEEK, [], ["stale", "other"]),
    ],
)
def test_what_is_renewed_and_what_is_dropped(
    templates: list[Standing], most: int, within: timedelta, drop: list[str], renew: list[str]
) -> None:
    assert review(templates, most=most, renew_within=within) == Review(tuple(drop), tuple(renew))  # type: ignore[arg-type]
