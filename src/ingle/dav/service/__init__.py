"""What WebDAV's methods do, on the services of files: one class a subject."""

from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes
from ingle.dav.service.changing import Changing
from ingle.dav.service.ground import Ground
from ingle.dav.service.locks import Locks
from ingle.dav.service.looking import Looking, Part
from ingle.files import FileService
from ingle.runtime.db import Database

__all__ = ["Dav", "Part"]


class Dav:
    def __init__(self, *, db: Database, clock: Clock, random: RandomBytes, files: FileService) -> None:
        ground = Ground(db=db, clock=clock, files=files)
        self.files = files
        self.looking = Looking(ground)
        self.changing = Changing(ground)
        self.locks = Locks(ground, random)
