"""The facts that accounts publish. `data` says what of: `kind` and `object`."""

GRANTED = "grant.changed"
REVOKED = "grant.revoked"
