"""Whether it is there, and what it is."""

import os
import platform
from collections.abc import Sequence
from typing import Any

from ingle import __version__
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, SIGNED_IN, get
from ingle.puter.errors import ForbiddenError
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    @get("/version", scope=PUBLIC)
    async def version() -> dict[str, Any]:
        return told_version(__version__)

    @get("/healthcheck", scope=PUBLIC)
    async def healthcheck() -> dict[str, Any]:
        return {"ok": True}

    @get("/whoarewe", scope=PUBLIC)
    async def who_are_we() -> dict[str, Any]:
        """What a page that nobody has logged in on need know."""
        rules = services.people.settings
        return {
            "disable_user_signup": rules.sign_up == "closed",
            "disable_temp_users": not rules.temporary_users,
            "environmentInfo": {"mode": "production", "version": __version__, "location": "here"},
        }

    @get("/serverInfo", scope=SIGNED_IN)
    async def server_info(caller: Caller) -> dict[str, Any]:
        if not caller.admin or caller.app_id:
            raise ForbiddenError("this is for admins")
        host = {"os": platform.system(), "arch": platform.machine(), "cpus": os.cpu_count()}
        return {**told_version(__version__), **host}

    return [version, healthcheck, who_are_we, server_info]


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
