"""WebDAV (RFC 4918, classes 1 and 2) for people's files: a translator that stands on the services of files, and keeps nothing but locks.

The front door.
"""

from ingle.dav.http import routes
from ingle.dav.service import Dav

__all__ = ["Dav", "routes"]
