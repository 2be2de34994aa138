"""The words of notifications."""

NOTIFICATION = "ntf"

SCOPE_READ = "notifications:read"
SCOPE_CREATE = "notifications:create"
SCOPE_WRITE = "notifications:write"
