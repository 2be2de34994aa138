"""Images: read-only root file systems of a person, and how to run them.

The front door. Machines get a `ReadyImage` by `Images.find`. Names are imported when first used: the worker that makes an image, a process of its own,
needs the model and the errors only, and is there a second earlier.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingle.images.estate import ImageEstate as ImageEstate
    from ingle.images.events import REMOVED as IMAGE_REMOVED
    from ingle.images.keeper import ImageKeeper as ImageKeeper
    from ingle.images.model import ReadyImage as ReadyImage
    from ingle.images.service import Images as Images

__all__ = ["IMAGE_REMOVED", "ImageEstate", "ImageKeeper", "Images", "ReadyImage"]

_ROOMS = {
    "IMAGE_REMOVED": ("events", "REMOVED"),
    "ImageEstate": ("estate", "ImageEstate"),
    "ImageKeeper": ("keeper", "ImageKeeper"),
    "Images": ("service", "Images"),
    "ReadyImage": ("model", "ReadyImage"),
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room, told = _ROOMS[name]
    return getattr(import_module(f"{__name__}.{room}"), told)
