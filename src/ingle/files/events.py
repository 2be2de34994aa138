"""The facts that files publish. `data` is the change: its number in the tree, the entry as it then was, its path, and of a move the old one;
of an upload, the upload as it is then."""

from ingle.files.model import Happening

ADDED = f"file.{Happening.ADDED}"
UPDATED = f"file.{Happening.UPDATED}"
MOVED = f"file.{Happening.MOVED}"
REMOVED = f"file.{Happening.REMOVED}"
UPLOAD = "file.upload"
