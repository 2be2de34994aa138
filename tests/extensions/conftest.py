"""The example as if it were installed, and others that are broken in every way."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from ingle.extensions.loading import GROUP

EXAMPLE = Path(__file__).parents[2] / "examples" / "guestbook" / "src"


@pytest.fixture
def guestbook(monkeypatch: pytest.MonkeyPatch) -> EntryPoint:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    sys.modules.pop("ingle_guestbook", None)
    return EntryPoint("guestbook", "ingle_guestbook:EXTENSION", GROUP)
