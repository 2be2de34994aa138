"""Files: a tree for each person in the database, and their bytes behind a port.

The front door. Who stores bytes or decides about access satisfies `files.ports`.
"""

from ingle.files.keeper import FileKeeper
from ingle.files.model import Owner
from ingle.files.names import DIRECTORIES, READ, WRITE
from ingle.files.service import FileService
from ingle.files.settings import FileSettings

__all__ = ["DIRECTORIES", "READ", "WRITE", "FileKeeper", "FileService", "FileSettings", "Owner"]
