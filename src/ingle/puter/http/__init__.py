"""The contract over HTTP: one file a subject."""

from collections.abc import Sequence
from typing import Any

from ingle.puter.http import (
    about,
    access_tokens,
    ai,
    app_tokens,
    apps,
    batch,
    changing,
    desktop,
    drivers,
    elsewhere,
    handover,
    holding,
    hosting,
    letters,
    login,
    looking,
    metering,
    notifications,
    oidc,
    own,
    permissions,
    person,
    reading,
    sdk,
    second_step,
    sending,
    sessions,
    sharing,
    signed,
    signing,
    writing,
)
from ingle.puter.interfaces import make_calls
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    """Handlers with paths below /."""
    calls = make_calls(services)
    return [
        *about.routes(services),
        *sdk.routes(services),
        *login.routes(services),
        *holding.routes(services),
        *handover.routes(services),
        *oidc.routes(services),
        *letters.routes(services),
        *own.routes(services),
        *second_step.routes(services),
        *person.routes(services),
        *sessions.routes(services),
        *app_tokens.routes(services),
        *access_tokens.routes(services),
        *looking.routes(services),
        *reading.routes(services),
        *changing.routes(services),
        *batch.routes(services),
        *sending.routes(services),
        *writing.routes(services),
        *drivers.routes(calls),
        *apps.routes(services),
        *signing.routes(services),
        *signed.routes(services),
        *ai.routes(services),
        *notifications.routes(services),
        *permissions.routes(services, calls),
        *sharing.routes(services),
        *desktop.routes(services),
        *hosting.routes(services),
        *metering.routes(services),
        *elsewhere.routes(services),
    ]
