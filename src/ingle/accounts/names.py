"""The words of accounts: identifiers' prefixes, scopes, the cookie."""

USER = "usr"
SESSION = "ses"
TOKEN = "tok"  # noqa: S105 - a prefix

TOKEN_SECRET_PREFIX = "ingle_"  # noqa: S105 - lets people and scanners recognise a leaked token
COOKIE = "ingle_session"

FIRST_ADMIN = "admin"

SCOPE_PASSWORD = "account:password"  # noqa: S105 - a scope's name
SCOPE_TOKENS_READ = "tokens:read"
SCOPE_TOKENS_WRITE = "tokens:write"
SCOPE_USERS = "accounts:admin"
