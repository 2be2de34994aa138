"""What is asked most tells the database no more statements than this, however fast the machine is."""

from pathlib import Path

import pytest

from support.queries import statements_of_requests
from support.stores import are_far

MOST = {
    "whoami": 1,
    "stat": 1,
    "list of 200": 2,
    "write 4 KB": 11,
    "overwrite 4 KB": 10,
    "read 4 KB": 3,
    "mkdir": 8,
    "kv set": 3,
    "kv get": 1,
}
MOST_ON_POSTGRESQL = MOST | {
    "write 4 KB": 14,
    "overwrite 4 KB": 13,
    "mkdir": 11,
}  # where writers go side by side, and lock


async def test_each_request_keeps_to_its_budget(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    most = MOST_ON_POSTGRESQL if are_far(request.config) else MOST
    found = await statements_of_requests(tmp_path)
    assert found.keys() == most.keys()
    assert {name: asked for name, asked in found.items() if asked > most[name]} == {}
