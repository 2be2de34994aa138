"""Names of the images capability: ids and scopes."""

from typing import NewType

ImageId = NewType("ImageId", str)

ID_PREFIX = "img"

IMAGES_READ = "images:read"
IMAGES_WRITE = "images:write"
