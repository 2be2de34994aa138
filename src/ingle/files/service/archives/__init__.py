"""Archives: out as streams (`packing`), and in (`unpacking`)."""

from ingle.files.service.archives.packers import MEDIA_TYPES, Format
from ingle.files.service.archives.packing import Packed, Packing

__all__ = ["MEDIA_TYPES", "Format", "Packed", "Packing"]
