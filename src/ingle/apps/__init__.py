"""Apps: programs that run in the desktop or on pages elsewhere, and act for people by what those grant them.

The front door. Apps are registered by name (or known by their pages' origin), found, installed and launched; a token lets one act for a person.
"""

from ingle.apps.model import App, Seen, Visibility
from ingle.apps.service import Apps, Fields

__all__ = ["App", "Apps", "Fields", "Seen", "Visibility"]
