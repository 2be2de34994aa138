"""One house with a busybox image for the journeys: it is made once, also for those that kill its daemon, whose next has to find everything again."""

from collections.abc import Iterator

import pytest

from support.house import House, house


@pytest.fixture(scope="package")
def home() -> Iterator[House]:
    with house(busybox=True) as made:
        yield made


@pytest.fixture(autouse=True)
def living(request: pytest.FixtureRequest) -> Iterator[None]:
    """A journey that failed while no daemon ran is no reason for the next to fail."""
    yield
    if "home" in request.fixturenames and isinstance(home := request.getfixturevalue("home"), House):
        home.revive()


@pytest.fixture(scope="package")
def one(home: House) -> str:
    """The name of a running machine."""
    home.ingle("create", "--name", "one", "busybox")
    return "one"
