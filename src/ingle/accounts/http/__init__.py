"""Accounts over HTTP: one file a noun."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts.http import (
    grants,
    groups,
    here,
    letters,
    limits,
    links,
    otp,
    outside,
    own,
    passkeys,
    permissions,
    sessions,
    signups,
    tokens,
    users,
    ways_in,
)
from ingle.accounts.service import People, PersonalLimits, Sharing, Tokens


def routes(people: People, keys: Tokens, personal_limits: PersonalLimits, sharing: Sharing) -> Sequence[Any]:
    return [
        *own.routes(people),
        *here.routes(people),
        *letters.routes(people),
        *otp.routes(people),
        *passkeys.routes(people),
        *outside.routes(people),
        *signups.routes(people),
        *sessions.routes(people),
        *users.routes(people),
        *ways_in.routes(people),
        *tokens.routes(keys),
        *limits.routes(personal_limits),
        *groups.routes(sharing.groups),
        *grants.routes(sharing.grants),
        *links.routes(sharing.links),
        *permissions.routes(sharing.permissions),
    ]
