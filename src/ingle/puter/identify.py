"""Who a request of the contract comes from. A token may lie in the body, in a header or in the query; a session's cookie counts for pages of this host.

The contract gives every way in a token; a login's is the secret of its session.
"""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection

from ingle.accounts import COOKIE, TOKEN_SECRET_PREFIX, Identification
from ingle.edge.identity import Caller
from ingle.edge.origin import is_cross_origin
from ingle.puter.asked import read_fields
from ingle.puter.names import API_KEY_HEADER, LINK_FIELD, TOKEN_FIELD

Connection = ASGIConnection[Any, Any, Any, Any]


class Identify:
    """Satisfies edge's Identify."""

    def __init__(self, accounts: Identification) -> None:
        self._accounts = accounts

    async def __call__(self, connection: Connection) -> Caller | None:
        """Raises CredentialRefusedError and AccountSuspendedError; BadJsonError."""
        fields = await read_fields(connection) if isinstance(connection, Request) else {}
        secret = token_of(fields, connection.headers, connection.query_params)
        if secret:
            return await self.by_secret(secret)
        cookie = connection.cookies.get(COOKIE)
        # Answers may be read by pages of any origin here, so a cookie that such a page sends along is nobody's.
        if cookie and not is_cross_origin(connection.headers):
            return await self._accounts.by_session(cookie)
        return None

    async def by_secret(self, secret: str) -> Caller:
        """Raises CredentialRefusedError, AccountSuspendedError."""
        if is_token(secret):
            return await self._accounts.by_token(secret)
        return await self._accounts.by_session(secret)


def token_of(fields: Any, headers: Any, query: Any) -> str:
    """The first that is there: body, `Authorization`, `x-api-key`, query. "" where there is none."""
    said = fields.get(TOKEN_FIELD)
    return (
        (said if isinstance(said, str) else "")
        or bearer_of(headers)
        or headers.get(API_KEY_HEADER, "")
        or query.get(TOKEN_FIELD, "")
        or query.get(LINK_FIELD, "")
    )


def bearer_of(headers: Any) -> str:
    bearer: str = headers.get("authorization", "").removeprefix("Bearer").strip()
    return bearer


def is_token(secret: str) -> bool:
    """Whether it is a token's secret (an app's has the shape of a JSON web token) and not a session's."""
    return secret.startswith(TOKEN_SECRET_PREFIX) or "." in secret
