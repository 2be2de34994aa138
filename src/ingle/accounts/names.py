"""The words of accounts: identifiers' prefixes, scopes, the cookie."""

USER = "usr"
SESSION = "ses"
TOKEN = "tok"  # noqa: S105 - a prefix
GROUP = "grp"
GRANT = "gra"
LINK = "lnk"
TICKET = "tkt"
INVITE = "inv"
PASSKEY = "pky"
DEED = "aud"

EVERYONE = "everyone"  # the group that whoever is logged in belongs to; it has no row
ADMINS = "admins"  # the group of those who are; it has no row either
APP_KIND = "app"  # as objects of grants: things that can also hold some
ANYBODY = "*"  # in place of a person: an app, whomever it acts for

LINK_SECRET_PREFIX = "ingle_link_"  # noqa: S105 - the same for links
TOKEN_SECRET_PREFIX = "ingle_"  # noqa: S105 - lets people and scanners recognise a leaked token
COOKIE = "ingle_session"
HERE_COOKIE = "ingle_here_"  # and a person's id: their session in this browser, whoever it acts as
HERE_PATH = "/api/v1"  # where those are sent to
MOST_HERE = 6  # people of one browser
LINK_PASSWORD_HEADER = "ingle-link-password"  # noqa: S105 - beside a link's secret, where the link has one
OIDC_COOKIE = "ingle_oidc"  # which browser a login at a provider began in

FIRST_ADMIN = "admin"
TEMPORARY_NAME = "guest-"  # and letters by chance

SCOPE_PASSWORD = "account:password"  # noqa: S105 - a scope's name
SCOPE_ACCOUNT_READ = "account:read"
SCOPE_ACCOUNT_WRITE = "account:write"
SCOPE_TOKENS_READ = "tokens:read"
SCOPE_TOKENS_WRITE = "tokens:write"
SCOPE_GROUPS_READ = "groups:read"
SCOPE_GROUPS_WRITE = "groups:write"
SCOPE_GRANTS_READ = "grants:read"
SCOPE_GRANTS_WRITE = "grants:write"
SCOPE_LINKS_FOLLOW = "links:follow"
SCOPE_PERMISSIONS_CHECK = "permissions:check"
SCOPE_USERS = "accounts:admin"
