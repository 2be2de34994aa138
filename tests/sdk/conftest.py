"""The SDK against a stand-in for the daemon."""

from collections.abc import Iterator

import pytest

from ingle.sdk.sync.client import Ingle
from ingle.sdk.sync.machines import Machine
from support.standin.fixtures import daemon as daemon
from support.standin.server import StandIn


@pytest.fixture
def ingle(daemon: StandIn) -> Iterator[Ingle]:
    with Ingle() as client:
        yield client


@pytest.fixture
def one(ingle: Ingle) -> Machine:
    return ingle.machines.get("one")
