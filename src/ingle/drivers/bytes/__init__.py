"""Where contents' bytes lie: in the database (`rows`), on a disk (`disk`), in memory for tests (`fake`). All satisfy files.ports.ByteStore."""

from ingle.drivers.bytes.disk import DiskBytes
from ingle.drivers.bytes.fake import FakeBytes
from ingle.drivers.bytes.rows import RowBytes

__all__ = ["DiskBytes", "FakeBytes", "RowBytes"]
