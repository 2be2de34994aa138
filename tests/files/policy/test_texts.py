"""Which words a text has, which are asked for, and where it says them."""

import pytest

from ingle.files.policy import asked_words, excerpt, shortened, words_of
from ingle.files.policy.texts import MAX_WORDS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", set()),
        ("Hello, hello!", {"hello"}),
        ("Grüße STRASSE Straße", {"grusse", "strasse"}),
        ("u\u0308ber", {"uber"}),  # a letter and its accent apart
        ("\ufb01ne \uff26\uff35ll", {"fine", "full"}),
        ("fetch_pages(a.b)", {"fetch", "pages", "a", "b"}),
        ("2026-11-26", {"2026", "11", "26"}),
        ("東京都に in Tokyo", {"東京", "京都", "都に", "に", "in", "tokyo"}),
        ("x" * 65 + " short", {"short"}),
    ],
)
def test_the_words_of_a_text(text: str, words: set[str]) -> None:
    assert words_of(shortened(text, 1000)) == words


def test_a_text_has_so_many_words_at_most() -> None:
    assert len(words_of(" ".join(map(str, range(MAX_WORDS + 5))))) == MAX_WORDS


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("  Tax  REPORT tax", ["tax", "report"]),
        ("東京都", ["東京", "京都"]),
        ("都", ["都"]),
        ("% _ ''", []),
        (" ".join(f"w{number}" for number in range(99)), [f"w{number}" for number in range(16)]),
        ("a" * 5000, []),
    ],
)
def test_what_is_asked_for(text: str, asked: list[str]) -> None:
    assert asked_words(text) == asked


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("one two three", "tw", ["tw"]),
        ("one two three", "one three", ["one", "three"]),
        ("one two", "one none", None),
        ("one two", "wo", None),
        ("die Straße", "strass", ["Straße"]),  # which is longer when it is folded
        ("東京都に行く", "京都", ["京都"]),
        ("東京都に行く", "東京都", ["東京都"]),
        ("first " + "word " * 100 + "last", "last first", ["first"]),  # the other one is too far away
    ],
)
def test_where_a_text_says_it(text: str, question: str, marked: list[str] | None) -> None:
    found = excerpt(text, asked_words(question))
    assert (found and [found.text[start:end] for start, end in found.marks]) == marked


def test_an_excerpt_is_around_the_first_of_them() -> None:
    found = excerpt("far " * 50 + "needle and " + "more " * 50, ["needle"])
    assert found is not None
    assert found.text.startswith("far far far")
    assert len(found.text) == 200
