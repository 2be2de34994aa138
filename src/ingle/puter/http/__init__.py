"""The contract over HTTP: one file a subject."""

from collections.abc import Sequence
from typing import Any

from ingle.puter.http import (
    about,
    access_tokens,
    app_tokens,
    apps,
    batch,
    changing,
    drivers,
    login,
    looking,
    person,
    reading,
    sdk,
    sessions,
    signed,
    signing,
)
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    """Handlers with paths below /."""
    return [
        *about.routes(services),
        *sdk.routes(services),
        *login.routes(services),
        *person.routes(services),
        *sessions.routes(services),
        *app_tokens.routes(services),
        *access_tokens.routes(services),
        *looking.routes(services),
        *reading.routes(services),
        *changing.routes(services),
        *batch.routes(services),
        *drivers.routes(services),
        *apps.routes(services),
        *signing.routes(services),
        *signed.routes(services),
    ]
