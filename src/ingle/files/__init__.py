"""Files: a tree for each person in the database, and their bytes behind a port.

The front door. Who stores bytes or decides about access satisfies `files.ports`.
"""

from ingle.files.http.answers import answer
from ingle.files.keeper import FileKeeper
from ingle.files.model import Entry, Owner, Place
from ingle.files.model import Kind as EntryKind
from ingle.files.names import APP_DATA, DIRECTORIES, ENTRY_KIND, READ, TRASH, WRITE
from ingle.files.service import FileService, Terms
from ingle.files.settings import FileSettings
from ingle.files.views import media_type

__all__ = [
    "APP_DATA",
    "DIRECTORIES",
    "ENTRY_KIND",
    "READ",
    "TRASH",
    "WRITE",
    "Entry",
    "EntryKind",
    "FileKeeper",
    "FileService",
    "FileSettings",
    "Owner",
    "Place",
    "Terms",
    "answer",
    "media_type",
]
