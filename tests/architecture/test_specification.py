"""SPECIFICATION.md has teeth: every promise names tests, and those exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROMISES = [
    line for line in (ROOT / "SPECIFICATION.md").read_text().splitlines() if re.match(r"\d+\. ", line)
]


def test_promises_are_numbered_without_gaps() -> None:
    assert [int(line.split(".")[0]) for line in PROMISES] == list(range(1, len(PROMISES) + 1))


@pytest.mark.parametrize("promise", PROMISES, ids=lambda line: line.split(".")[0])
def test_a_promise_names_tests_that_exist(promise: str) -> None:
    named = re.findall(r"`((?:tests/[\w/.]+\.py|desktop/src/[\w/.-]+\.test\.ts))(?:::(\w+))?`", promise)
    assert named, "names no test"
    for file, function in named:
        text = (ROOT / file).read_text()
        assert not function or re.search(rf"^(async )?def {function}\(", text, re.MULTILINE), (
            f"{file} has no {function}"
        )
