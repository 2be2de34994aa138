"""Where contents' bytes lie: in the database (`rows`), on a disk (`disk`), with an S3-compatible service (`s3`), in memory for tests (`fake`).

All satisfy files.ports.ByteStore."""

from ingle.drivers.bytes.disk import DiskBytes
from ingle.drivers.bytes.fake import FakeBytes
from ingle.drivers.bytes.rows import RowBytes
from ingle.drivers.bytes.s3 import S3Bytes

__all__ = ["DiskBytes", "FakeBytes", "RowBytes", "S3Bytes"]
