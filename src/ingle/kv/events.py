"""The fact that keys keep, for their person. `data` has the key, and not the value."""

CHANGED = "kv.changed"
