"""Images: read-only root file systems of a person, and how to run them.

The front door. Machines get a `ReadyImage` by `Images.find`.
"""

from ingle.images.estate import ImageEstate
from ingle.images.events import REMOVED as IMAGE_REMOVED
from ingle.images.keeper import ImageKeeper
from ingle.images.model import ReadyImage
from ingle.images.service import Images

__all__ = ["IMAGE_REMOVED", "ImageEstate", "ImageKeeper", "Images", "ReadyImage"]
