"""What may be created, under which names, and what counts as the same request."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ingle.base.errors import InvalidError
from ingle.machines.model import Launch, Machine, MachineRequest
from ingle.machines.names import MachineId, check_hostname, check_name, make_name
from ingle.machines.policy.creation import check_request, differences
from ingle.machines.settings import Limits

LIMITS = Limits(max_vcpus=4, max_memory_mib=4096, max_disk_mib=8192)


@pytest.mark.parametrize("name", ["a", "one", "web-1", "0", "a" * 62])
def test_good_names(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize("name", ["", "-a", "a-", "A", "a.b", "a_b", "é", "a" * 63, "a\n", "mch_1"])
def test_bad_names(name: str) -> None:
    with pytest.raises(InvalidError):
        check_name(name)


def test_made_up_names_are_good_and_differ() -> None:
    names = {
        make_name(lambda size, seed=seed: bytes([seed, 255 - seed, 7, seed][:size])) for seed in range(256)
    }  # type: ignore[misc]
    assert len(names) == 256
    for name in names:
        check_name(name)


@pytest.mark.parametrize(
    ("hostname", "good"), [("a.example.org", True), ("a..b", False), ("a" * 65, False), ("-", False)]
)
def test_hostnames(hostname: str, *, good: bool) -> None:
    if good:
        check_hostname(hostname)
    else:
        with pytest.raises(InvalidError):
            check_hostname(hostname)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("vcpus", {"vcpus": 0}),
        ("vcpus", {"vcpus": 5}),
        ("memory_mib", {"memory_mib": 127}),
        ("memory_mib", {"memory_mib": 4097}),
        ("disk_mib", {"disk_mib": 63}),
        ("disk_mib", {"disk_mib": 8193}),
        ("hostname", {"hostname": "no_host"}),
        ("working_dir", {"working_dir": "srv"}),
        ("env", {"env": {"": "x"}}),
        ("env", {"env": {"A=B": "x"}}),
        ("env", {"env": {"A": "\0"}}),
        ("env", {"env": {"A": "x" * 600_000}}),
        ("command", {"command": ("a\0",)}),
        ("entrypoint", {"entrypoint": ("\0",)}),
        ("user", {"user": "\0"}),
        ("labels", {"labels": {"": "x"}}),
        ("labels", {"labels": {"x": "y" * 1025}}),
        ("labels", {"labels": {str(number): "" for number in range(65)}}),
    ],
)
def test_what_is_refused_names_its_field(field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidError) as caught:
        check_request(MachineRequest("debian", **wrong), LIMITS)
    assert caught.value.fields["field"] == field


def test_the_limits_themselves_are_allowed() -> None:
    check_request(MachineRequest("debian", 4, 4096, 8192), LIMITS)
    check_request(MachineRequest("debian", 1, 128, 64, env={"A": "\udcff"}), LIMITS)


def test_differences() -> None:
    request = MachineRequest("debian", env={"A": "b"}, command=("x",))
    kept = Machine(
        MachineId("mch_1"), "usr_1", "one", datetime(2026, 1, 1, tzinfo=UTC), "img_1", request, Launch()
    )
    assert differences(kept, request, "img_1") == []
    assert differences(kept, request, "img_2") == []  # the image was made anew under its name
    assert differences(kept, replace(request, image="img_1"), "img_1") == []
    assert differences(kept, replace(request, image="other"), "img_2") == ["image"]
    assert differences(kept, replace(request, env={}, vcpus=2), "img_1") == ["vcpus", "env"]
