r"""Changing a JSON value at a path: `` is the value itself, `user.score` a field of a field, `scores[0]` (or `scores.0`) an item of a list, `a\.b` a
field with a dot in its name.

Each function returns the changed value and may change the one it was given, which is a copy that was just decoded.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from ingle.kv.errors import KvInvalidError, KvMismatchError

MAX_STEPS = 32
ABSENT = object()  # there is nothing at the path
_STEP = re.compile(r"\[(\d{1,6})\]|\.?((?:\\.|[^.\[\]\\])+)")
_INDEX = re.compile(r"\d{1,6}")
_LARGEST = 2**63 - 1

Step = str | int
Change = Callable[[Any], Any]  # what is there (or ABSENT) → what shall be (ABSENT: nothing)


def parse(path: str) -> Sequence[Step]:
    """Raises KvInvalidError."""
    steps: list[Step] = []
    at = 0
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None or len(steps) == MAX_STEPS or (at == 0 and path[0] == "."):
            raise KvInvalidError(f"{path[:100]!r} is no path like user.scores[0]", field="path")
        steps.append(int(match[1]) if match[1] else re.sub(r"\\(.)", r"\1", match[2]))
        at = match.end()
    return steps


def increment(value: Any, path: str, amount: float) -> Any:
    """Nothing counts as 0. Raises KvInvalidError, KvMismatchError."""

    def add(present: Any) -> Any:
        number = 0 if present is ABSENT or present is None else present
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise KvMismatchError(f"what is at {path!r} is no number", path=path)
        total = number + amount
        if not math.isfinite(total) or abs(total) > _LARGEST:
            raise KvMismatchError(f"the number at {path!r} would become too large", path=path)
        return total

    return _change(value, parse(path), add, path)


def append(value: Any, path: str, added: Any) -> Any:
    """To a list at the path, which is made when nothing is there; of a list, each item. Raises KvInvalidError, KvMismatchError."""

    def extend(present: Any) -> Any:
        there = [] if present is ABSENT or present is None else present
        if not isinstance(there, list):
            raise KvMismatchError(f"what is at {path!r} is no list", path=path)
        return there + (added if isinstance(added, list) else [added])

    return _change(value, parse(path), extend, path)


def assign(value: Any, path: str, new: Any) -> Any:
    """Raises KvInvalidError, KvMismatchError."""
    return _change(value, parse(path), lambda _: new, path)


def discard(value: Any, path: str) -> Any:
    """Nothing happens where nothing is. Raises KvInvalidError."""
    steps = parse(path)
    if not steps:
        return None
    holder = value
    for step in steps[:-1]:
        holder = _look(holder, step)
    last = steps[-1]
    if isinstance(holder, dict):
        holder.pop(str(last), None)
    elif isinstance(holder, list) and (index := _index(last)) is not None and index < len(holder):
        del holder[index]
    return value


def _change(value: Any, steps: Sequence[Step], change: Change, path: str) -> Any:
    """Objects on the way are made where nothing is."""
    if not steps:
        return change(value)
    step, rest = steps[0], steps[1:]
    holder = {} if value is ABSENT or value is None else value
    inner = _change(_look(holder, step), rest, change, path)
    if isinstance(holder, dict):
        holder[str(step)] = inner
        return holder
    index = _index(step) if isinstance(holder, list) else None
    if index is None or index > len(holder):
        raise KvMismatchError(f"there is no place {path!r} in what is stored", path=path)
    holder[index : index + 1] = [inner]
    return holder


def _look(holder: Any, step: Step) -> Any:
    if isinstance(holder, dict):
        return holder.get(str(step), ABSENT)
    index = _index(step) if isinstance(holder, list) else None
    return holder[index] if index is not None and index < len(holder) else ABSENT


def _index(step: Step) -> int | None:
    if isinstance(step, int):
        return step
    return int(step) if _INDEX.fullmatch(step) else None
