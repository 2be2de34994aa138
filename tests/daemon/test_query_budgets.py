"""What is asked most tells the database no more statements than this, however fast the machine is."""

from pathlib import Path

from support.queries import statements_of_requests

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


async def test_each_request_keeps_to_its_budget(tmp_path: Path) -> None:
    found = await statements_of_requests(tmp_path)
    assert found.keys() == MOST.keys()
    assert {name: asked for name, asked in found.items() if asked > MOST[name]} == {}
