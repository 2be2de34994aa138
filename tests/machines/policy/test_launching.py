"""How the image's configuration and the request become what runs."""

import re
import signal
from dataclasses import replace
from ipaddress import IPv4Network

import pytest

from ingle.base.errors import InvalidError
from ingle.machines.model import MachineRequest
from ingle.machines.names import MachineId
from ingle.machines.policy.launching import (
    DEFAULT_PATH,
    guest_machine_id,
    launch_of,
    mac_of,
    network_of,
    signal_number,
    to_bytes,
)
from support.machines import Image

IMAGE = Image(
    entrypoint=("/entry",),
    cmd=("serve",),
    env={"PATH": "/app", "A": "image"},
    user="app",
    working_dir="/srv",
    stop_signal="SIGQUIT",
)
ASKED = MachineRequest("app")


@pytest.mark.parametrize(
    ("changes", "argv"),
    [
        ({}, ("/entry", "serve")),
        ({"command": ("check",)}, ("/entry", "check")),
        ({"command": ()}, ("/entry",)),
        ({"entrypoint": ("sh",)}, ("sh",)),
        ({"entrypoint": ("sh",), "command": ("-c", "x")}, ("sh", "-c", "x")),
        ({"entrypoint": (), "command": ("x",)}, ("x",)),
        ({"entrypoint": ()}, ()),
    ],
)
def test_argv(changes: dict[str, tuple[str, ...]], argv: tuple[str, ...]) -> None:
    assert launch_of(IMAGE, replace(ASKED, **changes)).argv == argv  # type: ignore[arg-type]


def test_the_request_wins_over_the_image() -> None:
    image = launch_of(IMAGE, ASKED)
    assert (image.user, image.working_dir, image.stop_signal) == ("app", "/srv", signal.SIGQUIT)
    assert image.env == {"PATH": "/app", "A": "image"}
    asked = launch_of(IMAGE, replace(ASKED, user="root", working_dir="/", env={"A": "asked", "B": "asked"}))
    assert (asked.user, asked.working_dir) == ("root", "/")
    assert asked.env == {"PATH": "/app", "A": "asked", "B": "asked"}


def test_an_image_that_says_nothing() -> None:
    launch = launch_of(Image(), ASKED)
    assert (launch.argv, launch.env, launch.stop_signal) == ((), {"PATH": DEFAULT_PATH}, signal.SIGTERM)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("TERM", 15),
        ("SIGTERM", 15),
        ("15", 15),
        ("sigint", 2),
        ("RTMIN+3", signal.SIGRTMIN + 3),
        ("RTMIN", signal.SIGRTMIN),
    ],
)
def test_signals(text: str, number: int) -> None:
    assert signal_number(text) == number


@pytest.mark.parametrize("text", ["", "0", "65", "-1", "NOPE", "SIG", "_DFL", "RTMIN+99", "²", "1.5"])
def test_what_is_no_signal(text: str) -> None:
    with pytest.raises(InvalidError):
        signal_number(text)


def test_text_becomes_the_bytes_it_came_from() -> None:
    assert to_bytes(b"a\xff\xc3\xa9".decode(errors="surrogateescape")) == b"a\xff\xc3\xa9"


def test_identities_are_stable_and_differ() -> None:
    one, two = MachineId("mch_1"), MachineId("mch_2")
    assert mac_of(one) == mac_of(one) != mac_of(two)
    assert re.fullmatch(r"52:54:00(:[0-9a-f]{2}){3}", mac_of(one))
    assert guest_machine_id(one) == guest_machine_id(one) != guest_machine_id(two)
    assert re.fullmatch(r"[0-9a-f]{32}", guest_machine_id(one))


def test_each_machine_has_a_network_of_its_own_in_one_range() -> None:
    networks = [network_of(MachineId(f"mch_{number}")) for number in range(200)]
    assert networks[0] == network_of(MachineId("mch_0"))
    assert len({network.subnet for network in networks}) > 190
    for network in networks:
        subnet = IPv4Network(network.subnet)
        assert subnet.subnet_of(IPv4Network("10.64.0.0/10"))
        assert (subnet.prefixlen, network.prefix) == (24, 24)
        places = (network.gateway, network.dns, network.address)
        assert places == tuple(str(subnet[place]) for place in (2, 3, 15))
