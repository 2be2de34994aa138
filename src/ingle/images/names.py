"""Names of the images capability: ids and scopes."""

from typing import NewType

ImageId = NewType("ImageId", str)

ID_PREFIX = "img"

IMAGES_READ = "images:read"
IMAGES_WRITE = "images:write"
MACHINES_EXEC = "machines:exec"  # the machines' own: who saves one reads all of its files
