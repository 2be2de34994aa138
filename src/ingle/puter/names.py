"""The words of the contract that several rooms use."""

TOKEN_FIELD = "auth_token"  # noqa: S105 - where a token lies in a body or a query
LINK_FIELD = "token"
API_KEY_HEADER = "x-api-key"
