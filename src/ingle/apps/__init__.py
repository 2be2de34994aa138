"""Apps: programs that run in the desktop or on pages elsewhere, and act for people by what those grant them.

The front door. Apps are registered by name (or known by their pages' origin), found, installed and launched; a token lets one act for a person.
"""

from ingle.apps.errors import AppNotFoundError
from ingle.apps.model import App, Icon, Seen, Visibility
from ingle.apps.names import SCOPE_READ, SCOPE_TOKENS, SCOPE_WRITE
from ingle.apps.service import Apps, Fields

__all__ = [
    "SCOPE_READ",
    "SCOPE_TOKENS",
    "SCOPE_WRITE",
    "App",
    "AppEstate",
    "AppNotFoundError",
    "Apps",
    "Fields",
    "Icon",
    "Seen",
    "Visibility",
]
from ingle.apps.estate import AppEstate
