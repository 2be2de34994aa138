"""What a workload wrote, as it arrives: NDJSON cut into chunks."""

from collections.abc import AsyncIterator

import msgspec

from ingle.sdk.http import Http
from ingle.wire.machines import LogChunk

__all__ = ["LogChunk", "follow_logs"]


async def follow_logs(http: Http, path: str, *, tail: int | None, follow: bool) -> AsyncIterator[LogChunk]:
    params = {"tail": tail, "follow": follow or None}
    async with http.download(path, params=params, headers={"Accept": "application/x-ndjson"}) as chunks:
        async for line in split_lines(chunks):
            yield msgspec.json.decode(line, type=LogChunk)


async def split_lines(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Split at newlines, wherever the chunks were cut."""
    rest = b""
    async for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if line:
                yield line
    if rest:
        yield rest
