"""The words of the key-value store: scopes."""

SCOPE_READ = "kv:read"
SCOPE_WRITE = "kv:write"

APP = "app"  # the prefix of an app's id; "" as an app means the person's own entries
