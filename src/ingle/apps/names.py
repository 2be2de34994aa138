"""The words of apps: ids and scopes."""

APP = "app"

SCOPE_READ = "apps:read"
SCOPE_WRITE = "apps:write"
SCOPE_TOKENS = "apps:tokens"

# The desktop's own, and words of addresses: none of these can be an app's name.
RESERVED = frozenset(
    {
        "admin", "api", "app", "appcentre", "apps", "calculator", "camera", "code", "defaults", "desktop", "editor", "files", "ingle",
        "launchers", "machines", "names", "openers", "origins", "player", "recorder", "settings", "sites", "store", "system", "tasks", "terminal", "trash",
        "viewer", "welcome",
    }
)  # fmt: skip
