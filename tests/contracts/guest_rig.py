"""The guests that the guest contract is run on: the fake agent, and the real one as an ordinary process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.guests import Guest, fake_guest, native_guest


@pytest.fixture(params=["fake", "agent"])
async def guest(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Guest]:
    async with fake_guest() if request.param == "fake" else native_guest(tmp_path) as guest:
        yield guest
