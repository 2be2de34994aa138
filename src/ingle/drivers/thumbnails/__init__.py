"""Small pictures of files, made by programs that can hurt nobody."""

from ingle.drivers.thumbnails.maker import ConfinedThumbnailer

__all__ = ["ConfinedThumbnailer"]
