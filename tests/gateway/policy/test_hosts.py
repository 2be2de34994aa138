"""Which port of which machine a host means."""

import pytest

from ingle.gateway.model import Place
from ingle.gateway.policy.hosts import is_of_ports, label_of, place_of

ID = "01jd8c7q4x9k2mzv5t3b6h0rnw"
MINE = ("mine.example",)


@pytest.mark.parametrize(
    ("header", "domains", "port"),
    [
        (f"8000-{ID}.ports.localhost:4747", (), 8000),
        (f"65535-{ID}.PORTS.cloud.example.com.", (), 65535),
        (f"1-{ID}.mine.example", MINE, 1),
        (f"65536-{ID}.ports.localhost", (), None),
        (f"0-{ID}.ports.localhost", (), None),
        (f"080-{ID}.ports.localhost", (), None),
        (f"80-{ID}x.ports.localhost", (), None),
        (f"80-{ID[:-1]}u.ports.localhost", (), None),
        (f"80_{ID}.ports.localhost", (), None),
        (f"-{ID}.ports.localhost", (), None),
        (".ports.localhost", (), None),
        (f"\u0661-{ID}.ports.localhost", (), None),  # a digit, and not one of ours
    ],
)
def test_a_host_of_ports(header: str, domains: tuple[str, ...], port: int | None) -> None:
    assert is_of_ports(header, domains)
    assert place_of(header, domains) == (None if port is None else Place(f"mch_{ID}", port))


@pytest.mark.parametrize(
    ("header", "domains"),
    [
        ("", ()),
        ("localhost", ()),
        ("ports.localhost", ()),
        (f"8000-{ID}.sites.localhost", ()),
        (f"a.8000-{ID}.ports.localhost", ()),
        (f"8000-{ID}.ports.localhost", MINE),
        (f"a.8000-{ID}.mine.example", MINE),
        ("mine.example", MINE),
        ("[::1]:4747", ()),
        ("127.0.0.1", ()),
    ],
)
def test_another_host(header: str, domains: tuple[str, ...]) -> None:
    assert not is_of_ports(header, domains)
    assert place_of(header, domains) is None


def test_a_label_leads_back() -> None:
    place = Place(f"mch_{ID}", 8000)
    assert place_of(f"{label_of(place)}.ports.localhost", ()) == place
