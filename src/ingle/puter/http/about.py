"""Whether it is there, and what it is."""

from collections.abc import Sequence
from typing import Any

from ingle import __version__
from ingle.edge.routes import PUBLIC, get
from ingle.puter.services import Services


def routes(_services: Services) -> Sequence[Any]:
    @get("/version", scope=PUBLIC)
    async def version() -> dict[str, Any]:
        return told_version(__version__)

    @get("/healthcheck", scope=PUBLIC)
    async def healthcheck() -> dict[str, Any]:
        return {"ok": True}

    return [version, healthcheck]


def told_version(text: str) -> dict[str, Any]:
    """Of `1.2.3`."""
    major, minor, patch = [*text.split("+")[0].split("."), "0", "0"][:3]
    return {
        "version": text,
        "major": major,
        "minor": minor,
        "patch": patch,
        "environment": "production",
        "location": "here",
        "deploy_timestamp": 0,
    }
