"""The facts that machines publish. `data` of the first is the machine as its GET shows it; of the second nothing is left to show."""

CHANGED = "machine.changed"
REMOVED = "machine.removed"
