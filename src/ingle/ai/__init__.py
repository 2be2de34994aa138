"""AI: chat, pictures, speech, transcripts and reading, by the fake model that is always there and by a server that the operator names.

The front door. It is called through interfaces (`chat.complete`, `images.generate`, …).
"""

from ingle.ai.errors import (
    MediaInvalidError,
    ModelAwayError,
    ModelBusyError,
    ModelNotFoundError,
    ModelRefusedError,
)
from ingle.ai.interfaces import providers
from ingle.ai.model import Media
from ingle.ai.names import FAKE, SCOPE_USE
from ingle.ai.ports import ModelServer
from ingle.ai.service import Ai
from ingle.ai.settings import AiSettings

__all__ = [
    "FAKE",
    "SCOPE_USE",
    "Ai",
    "AiSettings",
    "Media",
    "MediaInvalidError",
    "ModelAwayError",
    "ModelBusyError",
    "ModelNotFoundError",
    "ModelRefusedError",
    "ModelServer",
    "providers",
]
