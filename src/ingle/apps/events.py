"""The facts that apps publish, to their owner. `data` is the app as its GET shows it; of a removed one nothing is left to show."""

CHANGED = "app.changed"
REMOVED = "app.removed"
