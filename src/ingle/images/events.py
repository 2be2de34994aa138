"""The facts that images publish. `data` of the first two is the image as its GET shows it; of the last nothing is left to show."""

CHANGED = "image.changed"
PROGRESS = "image.progress"  # at most some ten a second for each image
REMOVED = "image.removed"
