import os
from datetime import UTC, datetime, timedelta

import pytest

from ingle.base.ids import is_id, make_id

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def test_an_id_carries_its_prefix_and_26_characters() -> None:
    made = make_id("mch", NOW, os.urandom)
    assert made.startswith("mch_")
    assert len(made) == 30
    assert is_id(made, "mch")
    assert not is_id(made, "img")


def test_ids_sort_by_time() -> None:
    ids = [make_id("mch", NOW + timedelta(milliseconds=step), os.urandom) for step in range(100)]
    assert ids == sorted(ids)


def test_ids_of_one_moment_differ() -> None:
    assert len({make_id("mch", NOW, os.urandom) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mch_",
        "mch_short",
        "mch_" + "u" * 26,
        "mch_" + "0" * 27,
        "MCH_" + "0" * 26,
        "mch_" + "0" * 26 + "\n",
    ],
)
def test_other_texts_are_no_ids(text: str) -> None:
    assert not is_id(text, "mch")
