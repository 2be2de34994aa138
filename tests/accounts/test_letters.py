"""What is written to people."""

import re

import pytest

from ingle.accounts import letters
from ingle.accounts.model import Letter

ALL = [
    letters.confirm_email("ann@example.org", "ann", "k7m3p-x2vbq", "https://ingle.example/"),
    letters.recover("ann@example.org", "ann", "k7m3p-x2vbq", "https://ingle.example"),
    letters.email_changed("ann@example.org", "ann", "<b>@example.org"),
    letters.password_changed("ann@example.org", "ann"),
]


@pytest.mark.parametrize("letter", ALL, ids=lambda letter: letter.subject)
def test_a_letter_fetches_nothing_and_hides_nothing(letter: Letter) -> None:
    assert re.findall(r"<img|<link|<script|src=|@import|url\(", letter.html) == []
    assert "ann" in letter.text
    assert "<b>" not in letter.html
    assert max(len(line) for line in letter.html.splitlines()) < 900  # SMTP's lines have at most 998


@pytest.mark.parametrize(("letter", "what"), [(ALL[0], "confirm-email"), (ALL[1], "recover")])
def test_code_and_link_are_in_both_halves(letter: Letter, what: str) -> None:
    for half in (letter.text, letter.html):
        assert "k7m3p-x2vbq" in half
        assert f"https://ingle.example/#{what}=k7m3p-x2vbq" in half


def test_there_is_no_link_where_the_address_is_not_known() -> None:
    letter = letters.recover("ann@example.org", "ann", "k7m3p-x2vbq", "")
    assert "http" not in letter.text + letter.html
    assert "k7m3p-x2vbq" in letter.text
