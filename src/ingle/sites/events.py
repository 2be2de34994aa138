"""The facts that sites publish, to their owner. `data` is the site as its GET shows it; of a removed one nothing is left to show."""

CHANGED = "site.changed"
REMOVED = "site.removed"
