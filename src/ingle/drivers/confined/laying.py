"""What a confined program reads: a stream laid into a file that has no name, so nothing is left of it whatever happens."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from anyio import to_thread


@asynccontextmanager
async def laid(folder: Path, source: AsyncIterator[bytes]) -> AsyncIterator[IO[bytes]]:
    """All of the stream, from its beginning. `folder` is made if it is not there. Raises whatever the stream raises."""
    with await to_thread.run_sync(_nameless, folder) as file:
        async for piece in source:
            await to_thread.run_sync(file.write, piece)
        await to_thread.run_sync(file.seek, 0)
        yield file


def _nameless(folder: Path) -> IO[bytes]:
    folder.mkdir(mode=0o700, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder, buffering=0)
