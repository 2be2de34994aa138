"""Batches of changes, however their bytes are cut; and the golden ones."""

import json
from pathlib import Path

import pytest

from ingle.drivers.guest.batches import Batches, seal
from ingle.drivers.guest.messages import Change, MalformedError

GOLDEN = [
    Change(kind="created", path=b"/srv/\xff/new", directory=True),
    Change(kind="moved", path=b"/srv/\xff/a", to=b"/srv/\xff/b"),
    Change(kind="overflow"),
]


def vector() -> bytes:
    document = json.loads((Path(__file__).parents[3] / "schema/guest/vectors.json").read_text())
    return next(bytes.fromhex(one["payload"]) for one in document["frames"] if one["name"] == "changes")


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_the_golden_batch_is_read_and_written(step: int) -> None:
    raw = vector() * 2
    batches = Batches()
    found = [batch for at in range(0, len(raw), step) for batch in batches.feed(raw[at : at + step])]
    assert found == [GOLDEN, GOLDEN]
    assert seal(GOLDEN) == vector()


@pytest.mark.parametrize(
    "raw",
    [b"\x01\x00\x01\x00", b"\x01\0\0\0\xc1", seal([])[:4] + b"\x80", b"\x07\0\0\0\x91\x81\xa4kind"[:11]],
)
def test_what_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        list(Batches().feed(raw))
