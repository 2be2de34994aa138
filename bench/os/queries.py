"""How many statements a request tells the database: counted in a daemon inside this process, so no clock has a say in it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import anyio

from bench.measure import Row, Sample
from bench.os.desk import Desk  # which lets what tests have be imported
from support.queries import statements_of_requests


def queries(_desk: Desk, _rounds: int) -> list[Row]:
    with TemporaryDirectory() as folder:
        found = anyio.run(statements_of_requests, Path(folder))
    return [
        Row(f"{name}: statements of a request", Sample("ingle", (asked,), "statements"), None)
        for name, asked in found.items()
    ]
