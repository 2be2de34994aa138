"""Which words a text has, which are asked for, and where it says them: pure decisions.

A word is a run of letters and digits; case, width and accents do not matter. Scripts that put no space between words (Chinese, Japanese, Korean) are taken
two characters at a time, which finds every word in them and needs no dictionary.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ingle.files.model import Excerpt

MAX_WORD = 64  # characters; what is longer is no word that anybody types: keys, encoded data
MAX_WORDS = 20_000  # different ones of one text
MAX_ASKED = 16
_MAX_QUESTION = 1000  # characters
_BEFORE, _WHOLE = 40, 200  # characters of an excerpt: before the first word that was asked for, and in all

_RUNS = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")


class _Word(NamedTuple):
    start: int
    end: int
    folded: str


def shortened(text: str, limit: int) -> str:
    """What is kept of a text, and what all of the others here take: one line of at most so many characters, with accents in their letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())[:limit]


def words_of(text: str) -> set[str]:
    """All by which it can be found, at most MAX_WORDS."""
    found: set[str] = set()
    for word in _words(text):
        found.add(word.folded)
        if len(found) == MAX_WORDS:
            break
    return found


def asked_words(text: str) -> list[str]:
    """What each found text has a word beginning with. Of a run without spaces its last character alone says nothing more."""
    text = shortened(text, _MAX_QUESTION)
    found = {}
    for word in _words(text):
        lone = word.end - word.start == 1 and _UNSPACED.fullmatch(text[word.start : word.end])
        if not lone or word.start == 0 or not _UNSPACED.fullmatch(text[word.start - 1]):
            found[word.folded] = True
    return list(found)[:MAX_ASKED]


def excerpt(text: str, asked: Sequence[str]) -> Excerpt | None:
    """Around the first of the words; None: it has not all of them. Reads no further than it must."""
    met: list[_Word] = []
    missing = set(asked)
    for word in _words(text):
        if met and not missing and word.start > met[0].start + _WHOLE:
            break
        if begun := [each for each in asked if word.folded.startswith(each)]:
            missing.difference_update(begun)
            met.append(word)
    if missing or not met:
        return None
    start = _begin(text, met[0].start)
    shown = text[start : start + _WHOLE]
    ends = [(word.start - start, _end_of(word, asked) - start) for word in met]
    return Excerpt(shown, _joined([mark for mark in ends if mark[1] <= len(shown)]))


def _begin(text: str, first: int) -> int:
    """Some words before it."""
    start = max(0, first - _BEFORE)
    space = text.find(" ", start, first) if start else -1
    return space + 1 or start


def _end_of(word: _Word, asked: Sequence[str]) -> int:
    """As much of it is marked as was asked for; folding may change how long a word is, and then all of it is."""
    if len(word.folded) != word.end - word.start:
        return word.end
    return word.start + max(len(each) for each in asked if word.folded.startswith(each))


def _joined(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that touch are one."""
    found: list[tuple[int, int]] = []
    for start, end in marks:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _words(text: str) -> Iterator[_Word]:
    for run in _RUNS.finditer(text):
        at = run.start()
        for unspaced in _UNSPACED.finditer(text, run.start(), run.end()):
            yield from _spaced(text, at, unspaced.start())
            for start in range(unspaced.start(), unspaced.end()):
                end = min(start + 2, unspaced.end())
                yield _Word(start, end, _fold(text[start:end]))
            at = unspaced.end()
        yield from _spaced(text, at, run.end())


def _spaced(text: str, start: int, end: int) -> Iterator[_Word]:
    if 0 < end - start <= MAX_WORD and (folded := _fold(text[start:end])):
        yield _Word(start, end, folded)


@lru_cache(maxsize=16384)
def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each))
