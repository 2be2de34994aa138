"""Saying on stderr what went wrong, in one line with what to do. Imported on the fast path."""

import os
import sys
from contextlib import suppress

from ingle.base.errors import Kind
from ingle.sdk.errors import IngleError

_REMEDIES = {
    Kind.UNAUTHENTICATED: "log in with `ingle login`, or set INGLE_TOKEN",
}


def say(text: str) -> None:
    """A line for the person; never data. A reader who has gone is no error."""
    with suppress(OSError):
        print(text, file=sys.stderr)


def tell(error: IngleError) -> None:
    sentence = str(error).rstrip(".")
    remedy = _REMEDIES.get(error.kind)
    if remedy and "ingle login" not in sentence:
        sentence += f": {remedy}"
    if error.kind is Kind.FAILED and error.request_id:
        sentence += f" (request {error.request_id})"
    say(f"{_red('error')}: {sentence}")


def _red(word: str) -> str:
    return f"\033[31m{word}\033[0m" if sys.stderr.isatty() and not os.environ.get("NO_COLOR") else word
