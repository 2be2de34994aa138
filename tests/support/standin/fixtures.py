"""Fixtures around the stand-in; test folders import them into their conftest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.standin.server import StandIn, stand_in


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A stand-in that everything in this process and its children finds, with a running machine `one` made from the image `debian`."""
    for name in ("INGLE_URL", "INGLE_TOKEN", "INGLE_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with stand_in(tmp_path) as made:
        monkeypatch.setenv("INGLE_SOCKET", str(made.socket))
        made.world.add_image("debian")
        made.world.add_machine("one")
        yield made
