"""The examples of docs/how-to/api.md, run as they stand against a daemon: all of one language in one program, in their order."""

import os
import re
import sys
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import anyio
import pytest

from support.daemons import living

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "api.md"
_EXAMPLE = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def program(language: str) -> str:
    return "\n".join(text for each, text in _EXAMPLE.findall(PAGE.read_text()) if each == language)


@pytest.fixture
async def environment(tmp_path: Path) -> AsyncIterator[Mapping[str, str]]:
    async with living(tmp_path) as daemon, daemon.served.operator() as operator:
        until = datetime.now(UTC) + timedelta(days=1)
        made = await operator.post("/api/v1/tokens", json={"name": "guide", "expires_at": until.isoformat()})
        yield {**os.environ, "INGLE": daemon.served.url, "TOKEN": made.json()["secret"]}


async def test_the_examples_do_what_the_page_says(environment: Mapping[str, str]) -> None:
    for command, text in ((["sh", "-eux"], program("sh")), ([sys.executable, "-"], program("python"))):
        assert text
        done = await anyio.run_process(command, input=text.encode(), env=environment, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()[-4000:]
