"""What most estates have in common: values told as JSON, a file each."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec


async def json_file(value: Any) -> AsyncIterator[bytes]:
    """The content of a file for people and programs to read."""
    yield msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2) + b"\n"
