"""What people do with files: one class a subject, one method a use case, each one transaction."""

from collections.abc import Mapping

from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes
from ingle.files.ports import Access, ByteStore, People, RowStore, StorageLimit, Thumbnailer, Unpacker
from ingle.files.service.archives import Extraction, Packing
from ingle.files.service.contents import Contents, Outcome, Reading, Terms
from ingle.files.service.ground import Ground
from ingle.files.service.history import History
from ingle.files.service.intake import Intake
from ingle.files.service.looking import Looking
from ingle.files.service.placing import Placing
from ingle.files.service.searching import Searching
from ingle.files.service.shaping import Shaping
from ingle.files.service.signing import Permit, Signed, Signing
from ingle.files.service.thumbnails import Thumbnails
from ingle.files.service.trash import Trash
from ingle.files.service.uploads import Uploads
from ingle.files.service.versions import Versions
from ingle.files.settings import FileSettings
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database

__all__ = ["Contents", "FileService", "Outcome", "Permit", "Reading", "Signed", "Terms"]


class FileService:
    """The subjects, on one ground."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        random: RandomBytes,
        bus: Bus,
        people: People,
        limits: StorageLimit,
        access: Access,
        rows: RowStore,
        stores: Mapping[str, ByteStore],
        settings: FileSettings,
        signing_key: bytes,
        unpacker: Unpacker,
        thumbnailer: Thumbnailer,
    ) -> None:
        """`stores` by their names; what is small goes to `rows`."""
        ground = Ground(
            db=db, clock=clock, random=random, bus=bus, people=people, limits=limits, access=access
        )
        placing = Placing(ground)
        self.looking = Looking(ground)
        self.searching = Searching(ground)
        intake = Intake(ground, rows=rows, stores=stores, settings=settings)
        self.contents = Contents(ground, placing, intake, rows=rows, stores=stores, settings=settings)
        self.shaping = Shaping(ground, placing, self.contents)
        self.trash = Trash(ground, placing)
        self.versions = Versions(ground, self.contents)
        self.history = History(ground)
        self.packing = Packing(ground, self.contents, stores=stores)
        self.extraction = Extraction(
            ground, placing, self.contents, intake, unpacker=unpacker, settings=settings
        )
        self.thumbnails = Thumbnails(ground, self.contents, intake, maker=thumbnailer)
        self.signing = Signing(ground, people=people, key=signing_key)
        self.uploads = Uploads(ground, self.contents, intake, stores=stores, settings=settings)
