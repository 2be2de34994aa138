"""Archives taken apart, by a program that can hurt nobody."""

from ingle.drivers.archives.unpacker import ConfinedUnpacker

__all__ = ["ConfinedUnpacker"]
