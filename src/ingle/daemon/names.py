"""Words of the daemon's own endpoints."""

SCOPE_SYSTEM = "system:read"
SCOPE_METRICS = "metrics:read"
SCOPE_EVENTS = "events:read"
