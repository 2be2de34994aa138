"""Files are found by what they say, over HTTP, SDK and command line, soon after they were written."""

from pathlib import Path

import anyio

from ingle.sdk.client import AsyncIngle
from support.command_line import CommandLine
from support.daemons import living


async def test_what_was_written_is_found_by_what_it_says(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon:
        address = f"unix:{daemon.served.socket}"
        async with AsyncIngle(address) as ingle:
            await ingle.files.write("~/Documents/plan.txt", "Plant the apple trees in autumn")
            with anyio.fail_after(60):
                while not (found := await ingle.files.search_contents("apple autumn")):  # noqa: ASYNC110 - the daemon tells nobody
                    await anyio.sleep(0.05)
            (one,) = found
            assert (one.entry.path, one.excerpt) == (
                "/admin/Documents/plan.txt",
                "Plant the apple trees in autumn",
            )
            assert [one.excerpt[mark.start : mark.end] for mark in one.marks] == ["apple", "autumn"]
            assert await ingle.files.search_contents("apple", under="~/Desktop") == []
        said = await CommandLine(address)("files", "grep", "app", "tree")
        assert said == "/admin/Documents/plan.txt: Plant the apple trees in autumn\n"
