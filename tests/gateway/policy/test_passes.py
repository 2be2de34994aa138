"""Tickets and cookies say what they said, to whoever has the key, and nothing else is one."""

from dataclasses import replace

import pytest

from ingle.gateway.model import Pass, Place
from ingle.gateway.policy import passes

KEY = b"k" * 32
PLACE = Place("mch_01jd8c7q4x9k2mzv5t3b6h0rnw", 8000)
ONE = Pass("ticket", PLACE, "usr_x", "session", "ses_x", 1000, "07")


def test_what_is_written_is_read_while_it_lasts() -> None:
    text = passes.write(ONE, KEY)
    assert passes.read(text, KEY, kind="ticket", place=PLACE, now=999.9) == ONE
    assert passes.read(text, KEY, kind="ticket", place=PLACE, now=1000) is None


def test_it_is_for_one_thing() -> None:
    text = passes.write(ONE, KEY)
    assert passes.read(text, KEY, kind="cookie", place=PLACE, now=1) is None
    assert passes.read(text, KEY, kind="ticket", place=replace(PLACE, port=8001), now=1) is None
    assert passes.read(text, b"x" * 32, kind="ticket", place=PLACE, now=1) is None


@pytest.mark.parametrize("text", ["", ".", "a", "a.b", "é.é", "=.=", "W10.", "\0", "x" * 10_000, "." * 700])
def test_nothing_else_is_one(text: str) -> None:
    assert passes.read(text, KEY, kind="ticket", place=PLACE, now=1) is None


def test_no_letter_may_change() -> None:
    text = passes.write(ONE, KEY)
    for at in range(0, len(text) - 1, 7):
        changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        assert passes.read(changed, KEY, kind="ticket", place=PLACE, now=1) is None
