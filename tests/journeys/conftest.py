"""One house with a busybox image for the journeys that only use it; those that kill the daemon make their own."""

from collections.abc import Iterator

import pytest

from support.house import House, house


@pytest.fixture(scope="package")
def home() -> Iterator[House]:
    with house() as made:
        made.ingle("image", "create", "busybox")
        yield made


@pytest.fixture(scope="package")
def one(home: House) -> str:
    """The name of a running machine."""
    home.ingle("create", "--name", "one", "busybox")
    return "one"
