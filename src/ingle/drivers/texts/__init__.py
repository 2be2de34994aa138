"""What files say."""

from ingle.drivers.texts.reader import LocalTextReader

__all__ = ["LocalTextReader"]
