"""Archives: out as streams (`packing`), and in (`unpacking`)."""

from ingle.files.service.archives.packers import MEDIA_TYPES, Format
from ingle.files.service.archives.packing import Packed, Packing
from ingle.files.service.archives.unpacking import Extraction, Report

__all__ = ["MEDIA_TYPES", "Extraction", "Format", "Packed", "Packing", "Report"]
